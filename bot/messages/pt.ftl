# Português. Cada mensagem leva o seu código, com hífenes em vez de pontos; { $given } é «range» ou «reason».

## O que se passa com uma fotografia e o que fazer

restoration = Algo correu mal e não há melhor nome para isso. Tente de novo.
photo = Este ficheiro não serve como fotografia.
photo-empty = O ficheiro está vazio. Envie-o de novo.
photo-unsupported = { $reason ->
        [photometric] Este { $format } guarda as cores de uma forma que aqui não se lê ({ $detail }). Guardado de novo como RGB, já se lê.
        [compression] Este { $format } está comprimido de uma forma que aqui não se lê ({ $detail }). Guardado de novo sem compressão, já se lê.
        [channels] Este { $format } tem demasiados canais ({ $detail }). Guardado de novo como RGB, já se lê.
        [samples] Este { $format } guarda os valores de uma forma que aqui não se lê ({ $detail }). Guardado de novo com 8 ou 16 bits, já se lê.
        [float_range] Este { $format } contém luz em vírgula flutuante, até { $detail }, e não se sabe onde está o branco. Guardado de novo com 16 bits, já se lê.
        [no_pictures] Não há nenhuma imagem neste PDF.
        [locked] Este PDF está protegido por uma palavra-passe.
        [extra] Para ler este tipo de ficheiro ({ $format }) faltam pacotes: pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] É um filme ou um som, não uma fotografia.
            [mov] É um filme ou um som, não uma fotografia.
            [avi] É um filme ou um som, não uma fotografia.
            [webm] É um filme ou um som, não uma fotografia.
            [ogg] É um filme ou um som, não uma fotografia.
            [mp3] É um filme ou um som, não uma fotografia.
            [wav] É um filme ou um som, não uma fotografia.
            [zip] É um documento ou um arquivo comprimido, não uma fotografia. As fotografias que contém podem ser enviadas em separado.
            [rar] É um documento ou um arquivo comprimido, não uma fotografia. As fotografias que contém podem ser enviadas em separado.
            [gzip] É um documento ou um arquivo comprimido, não uma fotografia. As fotografias que contém podem ser enviadas em separado.
            [psd] É um documento ou um arquivo comprimido, não uma fotografia. As fotografias que contém podem ser enviadas em separado.
            [postscript] É um documento ou um arquivo comprimido, não uma fotografia. As fotografias que contém podem ser enviadas em separado.
           *[other] Não é uma fotografia que se consiga ler. São aceites JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, ficheiros RAW de câmara e digitalizações em PDF.
        }
    }
photo-truncated = O ficheiro acaba antes da imagem, como depois de uma transferência interrompida. Transfira-o ou envie-o de novo.
photo-corrupt = O ficheiro está danificado e não se consegue ler. Talvez ajude abri-lo noutro programa e guardá-lo outra vez.
photo-too_large = A imagem tem { NUMBER($megapixels, maximumFractionDigits: 1) } megapíxeis e o máximo é { NUMBER($limit, maximumFractionDigits: 1) }. Reduza-a primeiro.
photo-too_large_for_format = A imagem é demasiado comprida para { $format }, que admite no máximo { $limit } píxeis por lado. Serve outro formato, como PNG ou TIFF.
photo-too_large_to_enlarge = Ampliada { $scale } vezes, a imagem teria { NUMBER($megapixels, maximumFractionDigits: 0) } megapíxeis, e são permitidos no máximo { NUMBER($limit, maximumFractionDigits: 0) }. Escolha uma ampliação menor.
recipe-invalid = { $given ->
    [range] Na receita, «{ $name }» é { $value } e deve estar entre { $minimum } e { $maximum }.
   *[reason] Na receita, «{ $name }» não pode ser usado: { $reason ->
        [unknown] não existe tal coisa numa receita
        [not_a_scale] deve ser 1, 2 ou 4
        [not_a_switch] tem de ser true ou false
        [not_a_number] tem de ser um número
        [not_a_list] tem de ser uma lista de { $maximum } elementos no máximo
        [not_a_hint] tem de ter x, y e color
        [not_a_color] tem de ser uma cor como #4a6b2f
       *[other] { $reason }
      }.
  }
model = Uma das redes não pode ser usada.
model-missing = Falta o ficheiro da rede «{ $name }»: { $path }
model-invalid = A rede «{ $name }» não pode ser usada: { $reason }.
engine = O motor não consegue trabalhar com esta configuração.
engine-provider = Esta máquina não consegue executar redes em «{ $provider }»; tem: { $available }.
engine-memory = Não havia memória suficiente para esta imagem. Tente mais tarde ou reduza-a.

## Definições e linha de comandos

settings-file = { $key } indica um ficheiro que não se consegue ler, { $path }: { $reason }.
settings-mapping = Nas definições, «{ $key }» deve conter nomes com valores.
settings-secret = { $key } é um segredo e não deve estar num ficheiro; defina antes { $variable } no ambiente.
settings-unknown = Não existe a definição «{ $key }».
settings-wrong = A definição { $key } deve ser { $expected ->
    [list] uma lista, como telegram:12345, discord:67890
    [mapping] uma lista de nomes com valores
    [number] um número
    [one_of] um destes: { $choices }
    [range] um valor entre { $minimum } e { $maximum }
    [whole_number] um número inteiro
    [yes_no] true ou false
   *[text] um texto
  }.
use-nothing_there = Não há nenhum ficheiro nem pasta «{ $path }».
use-strength = A intensidade deve estar entre 0 e 1; { $value } não serve.
use-recipe_and_strength = Uma receita já contém todas as intensidades; retire --strength e --look.
use-no_upscaler = Aqui não há nada que amplie imagens. Instale o extra: pip install 'heirloom[hd]'.
use-recipe = Não se consegue ler a receita { $path }: { $reason }.
use-out = Não se consegue escrever resultados em { $path }: { $reason }.
provenance = A declaração de origem não pode ser feita nem lida.
provenance-missing = Para Content Credentials falta um pacote: pip install 'heirloom[archive]'.
provenance-certificate = Não é possível assinar com o certificado { $path }: { $reason }
file-extra_missing = Para isto faltam pacotes: pip install 'heirloom[{ $extra }]'.
file-not_a_file = Não é um ficheiro normal.
file-too_big = O ficheiro tem { $megabytes } MB, mais do que qualquer fotografia admitida ({ $limit } MB).
file-unreadable = Não se consegue ler o ficheiro: { $reason }.
file-unwritable = Não se consegue escrever os resultados em { $path }: { $reason }.
file-no_room = Não há espaço para escrever em { $path }: { $reason }. O resto não foi tentado.

## O relatório em palavras simples

report-damage-repaired = { $percent ->
    [0] Foram removidos pequenos riscos e manchas.
   *[other] Foram removidos riscos e manchas em { $percent } % da imagem.
  }
report-damage-left = { $percent ->
    [0] Há pequenos riscos e manchas, que ficaram como estão.
   *[other] Há riscos e manchas em { $percent } % da imagem; ficaram como estão.
  }
report-guesswork = { $number ->
    [one] Um dano maior { $places } foi preenchido por conjetura: verifique-o.
   *[other] Danos maiores ({ $places }) foram preenchidos por conjetura: verifique-os.
  }
report-guesswork-many = Danos maiores em { $number } sítios foram preenchidos por conjetura: verifique-os.
report-guesswork-everywhere = O dano era tanto que toda a imagem é em parte conjetura.
report-noise = O grão e o ruído foram suavizados.
report-blur = Os contornos desfocados ganharam nitidez.
report-blockiness = Os vestígios de compressão foram alisados.
report-fading = Os tons desbotados foram recuperados.
report-stain = As manchas foram clareadas; o que se via através delas foi mantido.
report-writing = Há escrita na imagem, que não foi tocada.
report-corner-repaired = { $number ->
    [one] Um canto em falta { $places } foi completado; o que mostra é inventado.
   *[other] Cantos em falta ({ $places }) foram completados; o que mostram é inventado.
  }
report-corner-left = { $number ->
    [one] Falta um canto { $places }.
   *[other] Faltam cantos ({ $places }).
  }
report-cast = Uma dominante de cor foi retirada.
report-dye = Um corante quase perdido foi recuperado.
report-darkness = A imagem estava demasiado escura e recebeu luz.
report-inverted = O negativo foi passado a positivo.
report-enhanced = A imagem ficou mais nítida: os pormenores mais finos são uma conjetura plausível.
report-enlarged = A imagem tem { $scale } vezes a largura e a altura: os pormenores mais finos são uma conjetura plausível.
report-cannot_enlarge = Não foi ampliada, porque o necessário não está instalado (o extra “hd”).
report-colorized = As cores são uma conjetura plausível, não as verdadeiras.
report-lively = O aspecto é vivo; o aspecto “faithful” ficaria mais perto do original.
report-print = Serve para uma cópia de { NUMBER($width) } × { NUMBER($height) } cm.
report-untouched = Não encontrei nada que possa reparar, por isso a imagem ficou como está.
report-missing = { $percent ->
    [0] O ficheiro está cortado: a imagem está toda, mas a algumas partes falta detalhe.
   *[other] Falta ao ficheiro uma parte da imagem: { $percent } % está a cinzento, e trabalhou-se o que existe.
}
report-no_model = Não foi feito porque falta a rede: { $stages }.
place-top_left = em cima à esquerda
place-top = em cima
place-top_right = em cima à direita
place-left = à esquerda
place-middle = ao meio
place-right = à direita
place-bottom_left = em baixo à esquerda
place-bottom = em baixo
place-bottom_right = em baixo à direita
finding-damage = riscos, manchas e rasgões
finding-guesswork = preenchido por conjetura
finding-noise = grão e ruído
finding-blur = desfocagem
finding-blockiness = vestígios de compressão
finding-fading = tons desbotados
finding-cast = dominante de cor
finding-dye = um corante perdido
finding-darkness = demasiado escura
finding-stain = manchas
finding-writing = escrita, intocada
finding-lost_corner = canto em falta
finding-colour = a cores
finding-monochrome = a preto e branco
finding-sepia = de um só tom
kind-photograph = uma fotografia
kind-negative_colour = um negativo a cores
kind-negative_neutral = um negativo a preto e branco
kind-halftone = um impresso de pontos, como num jornal
kind-few_levels = uma imagem de poucos tons ou cores
kind-drawing = um desenho ou uma gravura
kind-document = um documento ou uma carta
kind-screenshot = uma imagem de um ecrã
tone-neutral = a preto e branco
tone-toned = de um só tom, como o sépia
tone-tinted = colorida à mão
tone-colour = a cores
tone-layer_lost = a cores, com um corante perdido
inspect-kind = É { $kind } (certeza: { $percent } %).
inspect-tonality = As suas cores: { $tonality } (certeza: { $percent } %).
inspect-turn = É preciso rodá-la { $degrees } graus para a direita para ficar direita (certeza: { $percent } %).
inspect-several = Há várias imagens na página (certeza: { $percent } %).
inspect-framed = Há uma cópia dentro de uma imagem maior (certeza: { $percent } %).
inspect-old = Parece antiga (certeza: { $percent } %).
inspect-fresh = Parece uma fotografia digital recente (certeza: { $percent } %).
inspect-finding = Encontrado: { $finding } ({ $percent } %).
inspect-sound = Não foi encontrado nenhum dano nem desgaste.
stage-develop = passar a positivo e dar luz
stage-damage = a procurar danos
stage-stains = a clarear manchas
stage-inpaint = a preencher danos
stage-clean = a limpar e a dar nitidez
stage-grain = grão do filme
stage-tone = tons e contraste
stage-scale = a realçar os pormenores
stage-colorize = a colorir
reason-not_needed = não é preciso
reason-switched_off = desligado
reason-is_colour = já está a cores
reason-not_asked = não foi pedido
reason-no_damage = não foram encontrados danos
reason-no_model = falta a rede
reason-painted = marcado à mão
reason-cannot_enhance = o que dá nitidez não está instalado
reason-cannot_enlarge = o que amplia não está instalado
version-restored = restaurada
version-colorized = colorida

## heirloom restore

restore-skipped = já estava feita, passada à frente.
restore-takes = { $stage }: leva cerca de { NUMBER($minutes, maximumFractionDigits: 1) } min.
restore-done = { $restored ->
    [one] { $restored } fotografia restaurada
   *[other] { $restored } fotografias restauradas
  }, já feitas: { $skipped }, falhadas: { $failed }.
restore-failed = Não foi possível restaurar:
restore-interrupted = Interrompido; { $left ->
    [one] falta { $left } fotografia
   *[other] faltam { $left } fotografias
  }. O mesmo comando continua a partir daqui.
restore-untried = { $left ->
    [one] { $left } fotografia não foi tentada
   *[other] { $left } fotografias não foram tentadas
  }. Com mais espaço, o mesmo comando continua a partir daqui.
watch-watching = A vigiar { $path }. Ctrl-C termina.
provenance-none = O ficheiro não declara nada sobre a sua origem.
provenance-valid = A declaração está assinada, e nada mudou desde então ({ $state }).
provenance-invalid = A declaração não é válida: o ficheiro ou a assinatura foi alterado ({ $state }).
restore-nothing = Não há aqui nenhuma fotografia.
restore-passed_by-files = { $number ->
    [one] { $number } outro ficheiro foi deixado de lado.
   *[other] { $number } outros ficheiros foram deixados de lado.
  }
restore-passed_by-folders = { $number ->
    [one] { $number } pasta interior não foi aberta; --recursive abre-a.
   *[other] { $number } pastas interiores não foram abertas; --recursive abre-as.
  }

## heirloom doctor

doctor-heirloom = Heirloom { $version } com Python { $python }, { $system }.
doctor-packages = Instalado: { $packages }.
doctor-broken = Não se consegue carregar { $package }: { $reason }.
doctor-extra = O extra «{ $extra }» está instalado: { $package } { $version }.
doctor-no_extra = O extra «{ $extra }» não está instalado e só é preciso para essa plataforma: pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = O extra “hd” não está instalado: nada é ampliado, e as imagens pouco nítidas ficam como estão. pip install 'heirloom[hd]'.
doctor-settings = As definições são legíveis.
doctor-platform-on = A plataforma «{ $platform }» está ligada.
doctor-platform-off = A plataforma «{ $platform }» está desligada.
doctor-platform-no_token = A plataforma «{ $platform }» está desligada: falta { $variable }.
doctor-database = A base de dados responde: PostgreSQL { $version }.
doctor-database-absent = O Heirloom cria a sua própria base de dados em { $path } quando o «heirloom serve» arranca.
doctor-database-resting = A base de dados do próprio Heirloom em { $path } corre enquanto o «heirloom serve» corre; agora está em repouso.
doctor-tables = As tabelas estão no passo { $found }, como devem.
doctor-tables-older = As tabelas estão no passo { $found } e passam ao { $known } quando o «heirloom serve» arranca.
doctor-tables-none = As tabelas são criadas quando o «heirloom serve» arranca.
doctor-not_serving = O «heirloom serve» não está a correr; trabalhos que esperam por ele: { $number }.
doctor-queue = Fotos à espera: { $waiting }; em curso: { $running }.
doctor-workers = Processos de trabalho: { $number }; último sinal de vida há { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-no_worker = Não há nenhum processo de trabalho; fotos à espera: { $number }. Inicie o «heirloom worker» ou ponha worker.children acima de 0.
doctor-silent_workers = Já não há nenhum processo de trabalho: o último sinal de vida foi há { $minutes } minutos. Fotos à espera: { $number }. O registo dele diz porquê.
doctor-unserved = Há trabalhos à espera de «{ $platform }», que está desligada: { $number }.
doctor-provider = As redes são executadas em { $provider } ({ $runtime }) com { $threads ->
    [one] { $threads } fio
   *[other] { $threads } fios
  } de execução; esta máquina tem { $cores ->
    [one] { $cores } núcleo
   *[other] { $cores } núcleos
  }.
doctor-model = A rede «{ $name }» { $version } carrega bem.
doctor-no_model = Não há rede para este passo: { $stage }.
doctor-trial = Uma pequena fotografia de ensaio passou por todos os passos em { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-trial_short = Uma pequena fotografia de ensaio passou, mas não por todos os passos.
doctor-verdict = { $wrong ->
    [0] Está tudo bem.
    [one] Há { $wrong } coisa mal.
   *[other] Há { $wrong } coisas mal.
  }

## heirloom models

models-none = Não há redes instaladas.
models-terms = Condições: { $terms }
models-package = Os pesos vêm com o pacote { $package }.
models-no_package = Os pesos vêm com o pacote { $package }, que não está instalado: pip install 'heirloom[{ $extra }]'.
models-trained_on = Treinada com: { $sources }
models-training = Treino: { $facts }
models-figures = Medido: { $facts }
models-weaknesses = Faz mal: { $weaknesses }
models-file = Ficheiro: { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
models-missing = Falta o ficheiro: { $path }
models-licence = As redes têm uma nota de licença própria: algumas foram treinadas com fotografias cujas condições só permitem investigação ou não são indicadas.

## heirloom --help

help = Restaura e colore fotografias antigas.
help-version = Dizer a versão e terminar.
help-restore = Restaurar fotografias, e colorir as que são a preto e branco. O que já está feito é passado à frente.
help-doctor = Dizer o que está instalado, onde são executadas as redes e o que está mal.
help-inspect = Dizer o que é uma fotografia e em que estado está, sem a alterar.
help-photo = Fotografias a examinar.
help-overlay = Escrever também neste ficheiro a imagem com o que foi encontrado desenhado por cima.
help-models = Listar as redes, com que foram treinadas e as suas condições.
help-photos = Fotografias, ou pastas com elas.
help-out = A pasta dos resultados; é criada se for preciso.
help-recipe = Um ficheiro YAML ou JSON com o que fazer e com que intensidade, em vez de escolher pelo estado da fotografia.
help-strength = Com que intensidade restaurar: 0 nada, 0.5 o que a fotografia pede, 1 o máximo. Se não for dito, 0.5.
help-color = O que colorir: as fotografias a preto e branco, todas, ou nenhuma.
help-look = O aspecto dos resultados: faithful só repara, lively também dá nitidez e abre os tons. Sem ela, faithful.
help-scale = Quantas vezes mais largos e altos são os resultados. 2 e 4 precisam do extra “hd” e levam minutos.
help-compare = Escrever também uma imagem de antes e depois.
help-format = O formato dos resultados; «same» é o do original (JPEG para HEIC e AVIF, PNG para BMP).
help-recursive = Ver também as pastas interiores e reproduzi-las nos resultados.
help-json = Escrever em stdout uma linha JSON por fotografia, e mais nada.
help-salvage = Restaurar o que existe de um JPEG cortado ou danificado, e mostrar o resto a cinzento.
help-sidecar = Escrever também os metadados XMP de cada versão ao lado dela.
help-keep_tree = Reproduzir cada pasta com o seu próprio nome e com todas as que contém.
help-bag = Fazer da pasta dos resultados um bag (BagIt) com somas de verificação, para arquivos.
help-jobs = Quantas fotografias são trabalhadas ao mesmo tempo; cada uma precisa da sua memória.
help-csv = Escrever uma tabela (CSV), uma linha por fotografia.
help-watch = Vigiar uma pasta, como a de um digitalizador, e restaurar cada fotografia assim que esteja inteira.
help-watched = A pasta vigiada, com as que contém.
help-provenance = Dizer o que um ficheiro declara sobre a sua origem (Content Credentials) e se a assinatura é válida.
help-file = Uma fotografia.
help-config = Um ficheiro YAML com definições.

## A página de conversa

page-open = A página está aberta em: { $url }
page-open_to_others = Para outros na sua rede: { $url }
page-skip = Ir para os botões de fotos
page-hero-title = Dê vida nova a uma foto antiga
page-hero-lead = Os riscos somem, as cores voltam. O original nunca é alterado.
page-privacy = { $hours ->
    [one] As fotos são apagadas após { $hours } hora. Ninguém as vê e nada é treinado com elas.
   *[other] As fotos são apagadas após { $hours } horas. Ninguém as vê e nada é treinado com elas.
  }
page-thread-label = Suas fotos
page-noscript = Esta página precisa de JavaScript.
page-intake-choose = Escolher fotos
page-intake-photograph = Tirar uma foto
page-intake-hint = ou arraste ou cole aqui
page-intake-drop = Solte suas fotos aqui
page-intake-label = Adicionar fotos
page-sending-waits = Aguardando o envio…
page-sending-goes = Enviando…
page-sending-again = Enviar de novo
page-sending-too_large = O arquivo é grande demais: no máximo { $limit } MB.
page-photo-name = Foto { $number }
page-photo-done = { $name }: pronto.
page-compare-slider = Antes e depois: mover a linha
page-compare-before = Antes
page-compare-after = Depois
page-compare-nearer = Aproximar
page-compare-farther = Afastar
page-compare-expand = Ocupar a janela toda
page-version-choose = Qual versão
page-version-restored = Restaurada
page-version-colorized = Em cores
page-report-title = O que foi encontrado e feito
page-marks-show = Mostrar o que foi preenchido
page-kept-until = Guardada aqui até { $moment } e depois apagada.
page-tools-label = Mudar o resultado
page-cancel = Parar
page-close = Fechar
page-keep = Manter
page-apply = Aplicar
page-crop-title = Recortar
page-crop-left = Girar à esquerda
page-crop-right = Girar à direita
page-crop-whole = Imagem inteira
page-crop-frame = Moldura de recorte
page-crop-keys = Moldura de recorte. As setas movem; com Shift mudam o tamanho.
page-mask-title = Marcar danos
page-mask-lead = O que está em vermelho é preenchido. Pinte sobre riscos, manchas e rasgos; apague onde a imagem deve ficar como está.
page-mask-keys = Imagem para pintar. As setas movem o pincel; a barra de espaço o abaixa e levanta.
page-mask-brush = Pincel
page-mask-eraser = Borracha
page-mask-size = Tamanho
page-mask-undo = Desfazer
page-mask-clear = Limpar
page-mask-search = Procurar de novo
page-mask-fill = Preencher
page-colors-title = Escolher cores
page-colors-lead = Escolha uma cor e clique em algo que a tinha. Um clique num ponto retira-o; arraste-o para o mover.
page-colors-keys = Imagem a colorir. As setas movem o conta-gotas; a barra de espaço põe um ponto.
page-colors-choose = Cor
page-colors-own = Própria
page-colors-apply = Colorir
page-colors-skin = Pele
page-colors-blond = Loiro
page-colors-brown = Castanho
page-colors-red = Vermelho
page-colors-pink = Rosa
page-colors-yellow = Amarelo
page-colors-green = Verde
page-colors-khaki = Caqui
page-colors-field_grey = Cinza de campanha
page-colors-sky = Azul-celeste
page-colors-navy = Azul-marinho
page-colors-purple = Violeta
page-colors-grey = Cinza
page-sliders-title = Afinar
page-sliders-reset = Como estava
page-download-one = Baixar: { $version }
page-download-compare = Antes e depois
page-download-zip = Tudo (zip)
page-download-all = Baixar todas
page-delete-one = Excluir
page-delete-ask = Excluir esta foto e tudo o que foi feito com ela? Não dá para recuperar.
page-forget-title = Esquecer tudo
page-forget-ask = Excluir todas as suas fotos, resultados e configurações? Não dá para recuperar.
page-settings-title = Configurações
page-settings-language = Idioma
page-connection-lost = A conexão caiu; tentando de novo…
page-connection-none = Não foi possível acessar o servidor. Tente de novo em instantes.
page-went_wrong = Algo deu errado. Tente de novo.
page-locked-title = Esta página é privada
page-locked-lead = Abra o link que você recebeu ou digite a palavra secreta.
page-locked-secret = Palavra secreta
page-locked-enter = Entrar
page-problem-locked = Esta página é privada. Abra antes o link com a palavra secreta.
page-problem-wrong_secret = Essa não é a palavra secreta.
page-problem-stranger = Este pedido veio de outro site e foi recusado.
page-problem-host = A página não é servida com este nome.
page-problem-not_found = Não há nada aqui, ou não há mais. Envie a foto de novo.
page-problem-request = Este pedido não foi entendido.
page-problem-too_large = O arquivo é grande demais: no máximo { $limit } MB.
page-problem-too_slow = O arquivo não chegou a tempo. Envie de novo.
page-problem-busy = Há trabalho demais neste momento. Tente de novo em breve.
page-problem-too_often = Foi demais de uma só vez. Tente novamente daqui a pouco.
page-problem-no_photo = O formulário não tem foto no campo “photo”.
page-problem-form = Aqui é preciso um formulário multipart.
page-problem-field = O campo “{ $name }” não pode ser usado.
page-problem-json = Isto não é um objeto JSON.
page-problem-mask = A máscara deve ser um PNG de um canal, com no máximo 4096 pixels de lado.
web-secret_needed = A página ouviria em { $host }, ao alcance de outros: { $key } precisa ser definido, como { $variable } no ambiente.
web-secret_short = { $key } é curto demais: são necessários pelo menos { $minimum } caracteres.
web-port = A página não pode ouvir em { $host }, porta { NUMBER($port, useGrouping: 0) }: já a usa outro programa, talvez o próprio Heirloom. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } escolhe uma porta livre.
web-other_port = A porta { NUMBER($port, useGrouping: 0) } está ocupada por outro programa, por isso a página está na seguinte porta livre. HEIRLOOM_WEB_PORT define uma porta.
web-address = A página não pode ouvir em { $host }, porta { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_WEB_HOST e HEIRLOOM_WEB_PORT escolhem outros.
telegram-open = O bot do Telegram está à escuta: { $url }
telegram-went_wrong = Algo deu errado. Tente de novo.
telegram-token = O Telegram não conhece o token deste bot. Copie-o de novo do @BotFather para { $variable }.
telegram-address = O webhook do Telegram não pode escutar em { $host }, porta { NUMBER($port, useGrouping: 0) }: { $reason }.
telegram-webhook = O Telegram não aceita { $url } como endereço do webhook: { $reason }.
telegram-lacking = Não posso enviar fotos neste grupo. Um administrador pode permitir: toque no nome do grupo, depois Editar, Permissões.

## What is said to a chat

language-name = Português
status-queued = { $number ->
    [1] A sua foto está na fila.
   *[other] As suas fotos estão na fila.
  }
status-queued-place = { $number ->
    [1] A sua foto está na fila
   *[other] As suas fotos estão na fila
  }; { $place ->
    [one] há { $place } foto à frente
   *[other] há { $place } fotos à frente
  }.
status-looking = a examinar a foto
status-running = Em curso: { $stage }, { $percent } %
status-running-several = Foto { $number } de { $total } em curso: { $stage }, { $percent } % do total
status-sending = Pronto; está a ser enviado.
status-cancelled = Parado. Envie a foto outra vez para recomeçar.
status-part = Foto { $number }: { $report }
status-send_as_file = Para o melhor resultado, envie as fotos como ficheiros: como fotos chegam reduzidas.
status-not_sent = O resultado não pôde ser enviado aqui. Tente “{ button-files }”.
reply-caption = { $number ->
    [1] Aqui está a sua foto.
   *[other] Aqui estão as suas fotos.
  }
choice-on = Ligar
choice-off = Desligar
choice-color-auto = Colorir o preto e branco
choice-color-always = Colorir todas
choice-color-never = Não colorir
choice-automatic-on = Restaurar todas
choice-automatic-off = Só a pedido

## Buttons

button-gentler = Mais suave
button-stronger = Mais forte
button-color_on = A cores
button-color_off = Sem cor
button-less_vivid = Menos vivo
button-more_vivid = Mais vivo
button-other_colors = Outras cores
button-rotate = Rodar
button-files = Qualidade total
button-cancel = Parar
button-delete = Eliminar

## Commands: for menus, and their answers

command-start = Dizer o que é isto
command-help = Listar os comandos
command-restore = Restaurar a foto a que se responde
command-colorize = O mesmo, a cores
command-automatic = Restaurar todas as fotos deste grupo, ou só a pedido
command-settings = Mostrar e mudar o que este chat escolheu
command-language = Escolher o idioma
command-cancel = Parar o que tenho em curso
command-privacy = Dizer o que se guarda e por quanto tempo
command-forget = Eliminar tudo o que se guarda de mim
command-stats = Dizer como está o serviço
command-allow = Permitir este bot a alguém
command-block = Deixar de responder a alguém
answer-start = Envie uma foto antiga e ela volta restaurada, e a cores se era a preto e branco.
answer-start-group = Restauro fotos antigas e dou cor às que são a preto e branco.
answer-how = Responda a uma foto com /restore.
answer-help = Envie uma foto. Num grupo, responda a uma com /restore.
privacy = { $hours ->
    [one] As fotos e os resultados são guardados durante { NUMBER($hours, maximumFractionDigits: 1) } hora e depois eliminados.
   *[other] As fotos e os resultados são guardados durante { NUMBER($hours, maximumFractionDigits: 1) } horas e depois eliminados.
  } Ninguém olha para elas, nada é treinado com elas, e os lugares nelas guardados nunca são transmitidos. /{ $forget } elimina tudo de imediato.
answer-unknown = Esse comando não existe. /help mostra-os.
answer-admins_only = Só os administradores do grupo o podem fazer.
answer-operators_only = Só quem opera este bot o pode fazer.
answer-groups_only = Isso é para grupos; aqui todas as fotos são restauradas.
answer-which_photo = Que foto? Envie-a com o comando ou responda-lhe com ele.
answer-automatic = Restaurar todas as fotos deste grupo sem ser pedido?
answer-automatic-on = A partir de agora todas as fotos deste grupo são restauradas.
answer-automatic-blind = Mas elas ainda não me são mostradas.
rights-telegram = Torne-me administrador do grupo, não preciso de nenhuma permissão: toque no nome do grupo, depois Editar, Administradores, Adicionar administrador, e escolha-me.
answer-automatic-off = As fotos deste grupo só são restauradas a pedido.
answer-language = Que idioma?
answer-language-set = A partir de agora falo português aqui.
answer-forget = { $number ->
    [0] Nada seu estava guardado.
    [one] Foi eliminada { $number } foto com tudo o que dela resultou.
   *[other] Foram eliminadas { $number } fotos com tudo o que delas resultou.
  }
answer-no_such_button = Este botão já não faz nada.
answer-send_again = A foto já não está guardada. Envie-a outra vez.
answer-not_yours = Só quem o pediu ou um administrador o pode fazer.
answer-deleted = A foto e tudo o que dela foi feito foram eliminados.
answer-cancelled = Parado.
answer-too_late = Já está feito.
answer-still_working = Ainda está em curso.
answer-files = Os ficheiros estão a ser enviados.
answer-working = Já vai.
answer-color = Que fotos se colorem aqui?
answer-color-auto = A partir de agora, as fotos a preto e branco são coloridas aqui.
answer-color-always = A partir de agora, todas as fotos são coloridas aqui.
answer-color-never = A partir de agora, as fotos são coloridas aqui só a pedido.
answer-cancel = { $number ->
    [0] Não há nada seu em curso aqui.
   *[other] Parado.
  }
answer-whom = A quem? Responda com este comando a uma mensagem da pessoa, ou escreva o identificador dela a seguir.
answer-allow-person = { $id } pode usar este bot.
answer-allow-chat = Este grupo pode usar este bot.
answer-block-person = { $id } já não recebe resposta.
answer-block-chat = Este grupo já não recebe resposta.
answer-block-operator = Quem opera este bot não pode ser bloqueado.

## O que um chat escolheu

chosen-intro = O que este chat escolheu:
chosen-language = Idioma: { $language }
chosen-language-own = Idioma: o de cada pessoa
chosen-color-auto = Cor: fotos a preto e branco
chosen-color-always = Cor: todas as fotos
chosen-color-never = Cor: só a pedido
chosen-automatic-on = Restauradas: todas as fotos deste grupo
chosen-automatic-off = Restauradas: só a pedido

## Para quem opera o bot

stats-done = Fotos em 24 horas: { $restored } restauradas, { $failed } falhadas
stats-people = Pessoas em 24 horas: { $number }
stats-queue = Agora: { $waiting } à espera, { $running } em curso
stats-seconds = Tempo habitual da chegada ao resultado: { NUMBER($seconds, maximumFractionDigits: 1) } s
stats-workers = Processos de trabalho: { $number }

## The strengths of the recipe

parameter-invert = Passar um negativo a positivo
parameter-exposure = Dar luz ao que está demasiado escuro
parameter-repair = Procura de danos
parameter-stains = Clarear manchas
parameter-inpaint = Preencher danos
parameter-clean = Limpar e dar nitidez
parameter-grain = Grão do filme
parameter-fading = Recuperar tons desbotados
parameter-cast = Tirar o tom de cor
parameter-contrast = Contraste
parameter-enhance = Dar nitidez
parameter-colorize = Colorir
parameter-vividness = Vivacidade das cores
parameter-alternative = Outras cores onde há dúvida

## What is not taken, and work that fails

refused-megabytes = O ficheiro tem { NUMBER($megabytes, maximumFractionDigits: 1) } MB e são permitidos no máximo { NUMBER($limit, maximumFractionDigits: 1) } MB. Reduza-o primeiro.
refused-too_large = O ficheiro ultrapassa os { NUMBER($limit, maximumFractionDigits: 1) } MB permitidos. Reduza-o primeiro.
refused-queue_full = Há tantas fotos à espera que a sua esperaria demais. Tente daqui a pouco.
refused-unfinished = Já há { $limit } fotos suas à espera. Envie mais quando algumas estiverem prontas.
refused-quota = Seriam mais do que as { $limit } fotos permitidas por dia. Volte amanhã.
refused-album = Podem ser enviadas juntas no máximo { $limit } fotos. Envie as outras depois.
refused-not_allowed = Este serviço não está aberto para si. Pergunte a quem o opera.
refused-blocked = Não se aceitam fotos daqui.
refused-wish = O desejo «{ $name }» não pode ser cumprido assim.
work-crashed = Esta foto não pode ser restaurada: o trabalho falhou sempre. Guardá-la de novo noutro programa pode ajudar.
work-too_slow = O trabalho nesta foto demorou mais de { NUMBER($minutes, maximumFractionDigits: 1) } min e foi parado. Reduza-a primeiro.
work-failed = Algo correu mal do nosso lado com esta foto. Envie-a mais tarde.
work-file_gone = O ficheiro já não pode ser obtido. Envie a foto outra vez.
work-original_gone = A foto foi eliminada antes de ser restaurada. Envie-a outra vez.

## The service

database-unreachable = A base de dados não responde: { $reason }. O «heirloom serve» está a correr, ou HEIRLOOM_DATABASE_URL está certa?
database-address = HEIRLOOM_DATABASE_URL não se consegue ler. Deve parecer-se com postgresql://user@host/name.
database-failed = A base de dados não arranca: { $reason }. Há mais em { $log }.
database-major = A pasta { $path } é do PostgreSQL { $found } e este Heirloom traz o PostgreSQL { $needed }. Guarde-a com pg_dump no Heirloom anterior, afaste-a, inicie este e carregue-a com psql.
database-user = O PostgreSQL não corre com o identificador { NUMBER($uid, useGrouping: 0) }, que aqui não tem nome. Dê-lhe uma linha em /etc/passwd ou defina HEIRLOOM_DATABASE_URL.
database-folder = A pasta { $path } é de outra pessoa ou está aberta a outros. Remova-a.
database-none = Não há base de dados integrada para { $system }. Defina HEIRLOOM_DATABASE_URL com um PostgreSQL.
database-newer = Um Heirloom mais novo usou a base de dados (tabelas no passo { $found }, este conhece { $known }). Use esse.
settings-data = Não se pode guardar nada em { $path }: { $reason }. HEIRLOOM_DATA indica outra pasta.
settings-metrics_port = Os números não podem ser servidos em { $host }, porta { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_METRICS_PORT escolhe outra porta.
store-address = blobs.url, { $url }, não indica nenhum armazenamento. Deve ser como s3://balde/pasta, ou ficar vazio para uma pasta desta máquina.
store-keys = As chaves não podem estar em blobs.url. Ponha-as no ambiente; para S3, como AWS_ACCESS_KEY_ID e AWS_SECRET_ACCESS_KEY.
store-denied = O armazenamento { $url } não deixa o Heirloom escrever, ler e apagar. As chaves no ambiente estão certas (para S3: AWS_ACCESS_KEY_ID e AWS_SECRET_ACCESS_KEY) e podem fazê-lo?
store-missing = Não existe { $url }. Crie primeiro o balde ou corrija blobs.url.
store-unreachable = O armazenamento { $url } não responde: { $reason }. O endereço e as chaves no ambiente estão certos (para S3: AWS_ENDPOINT_URL, AWS_REGION e AWS_ACCESS_KEY_ID)?
settings-no_platform = Nenhuma plataforma está ligada. Existem: { $platforms }.
settings-no_extra = { $platform } está ligada e faltam as suas bibliotecas: pip install 'heirloom[{ $extra }]'.
serve-stop = Ctrl-C encerra o Heirloom.
serve-stopped = O Heirloom foi encerrado.
help-serve = Correr todo o serviço: base de dados, plataformas de conversa e um trabalhador.
help-worker = Restaurar as fotos da fila de um serviço, aqui ou noutra máquina.

## Discord

discord-token = O Discord não conhece o token deste bot. Copie-o de novo do portal de desenvolvedores para { $variable }.
discord-address = A configuração { $key } não contém o endereço de um servidor que fale como o Discord.
discord-intent = O Discord não concedeu a este bot o “Message Content Intent” que { $key } pede. Ative-o no portal de desenvolvedores ou desative a configuração.
discord-refused = O Discord fecha todas as conexões deste bot, com o código { NUMBER($number, useGrouping: 0) }.
discord-invitation = Convide o bot do Discord com: { $url }
discord-fetch = Obter o resultado
discord-slowly = { $seconds ->
    [one] Mais devagar, por favor: de novo em um segundo.
   *[other] Mais devagar, por favor: de novo em { $seconds } segundos.
  }
discord-unseen = Não consigo ver a foto dessa mensagem. Clique nela com o botão direito (no celular, segure), depois Aplicativos e “Restaurar foto”.
discord-nothing_there = Essa mensagem não tem nenhuma foto anexada.
discord-lacking = Não posso enviar imagens aqui. Um administrador deste servidor pode permitir: { $permissions }.
discord-elsewhere = Não posso responder onde você pediu. Um administrador daquele servidor pode permitir: { $permissions }.
discord-closed = Não posso responder onde você pediu; por isso isto chega aqui.
discord-late = O Discord só me deixa responder lá durante 15 minutos; por isso isto chega aqui.
discord-too_large = As imagens são maiores do que o Discord aceita aqui.
discord-went_wrong = Algo deu errado. Tente de novo.
discord-permission-view_channel = Ver canal
discord-permission-send_messages = Enviar mensagens
discord-permission-send_messages_in_threads = Enviar mensagens em tópicos
discord-permission-attach_files = Anexar arquivos
discord-menu-restore = Restaurar foto
discord-menu-colorize = Colorir foto
discord-hint = No Discord: /{ discord-name-restore } com uma foto, ou clique com o botão direito na foto de alguém (no celular, segure), depois Aplicativos e “Restaurar foto”, ou mencione-me com uma foto.
discord-does-restore = Restaurar uma foto antiga
discord-does-colorize = Restaurar uma foto antiga, em cores
discord-name-start = iniciar
discord-name-help = ajuda
discord-name-restore = restaurar
discord-name-colorize = colorir
discord-name-automatic = automático
discord-name-settings = configurações
discord-name-language = idioma
discord-name-cancel = cancelar
discord-name-privacy = privacidade
discord-name-forget = esquecer
discord-name-stats = estatísticas
discord-name-allow = permitir
discord-name-block = bloquear
discord-option-photo = foto
discord-option-colorize = colorir
discord-option-strength = intensidade
discord-option-private = privado
discord-option-choice = escolha
discord-about-photo = A foto antiga
discord-about-colorize = Em cores ou não; se omitido: quando é em preto e branco
discord-about-strength = Com que intensidade, em porcentagem; 50 é o que a foto precisa
discord-about-private = Mostrar a resposta só a você
discord-about-choice = O que escolher; se omitido, você é perguntado
