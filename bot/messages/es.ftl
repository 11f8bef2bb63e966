# Español. Cada mensaje lleva su código, con guiones en vez de puntos; { $given } es «range» o «reason».

## Qué le pasa a una fotografía y qué hacer

restoration = Algo ha fallado y no sabemos darle mejor nombre. Inténtalo de nuevo.
photo = Este archivo no sirve como fotografía.
photo-empty = El archivo está vacío. Envíalo de nuevo.
photo-unsupported = { $reason ->
        [photometric] Este { $format } guarda sus colores de una forma que aquí no se lee ({ $detail }). Guardado de nuevo como RGB, sí.
        [compression] Este { $format } está comprimido de una forma que aquí no se lee ({ $detail }). Guardado de nuevo sin compresión, sí.
        [channels] Este { $format } tiene demasiados canales ({ $detail }). Guardado de nuevo como RGB, se puede leer.
        [samples] Este { $format } guarda sus valores de una forma que aquí no se lee ({ $detail }). Guardado de nuevo con 8 o 16 bits, sí.
        [float_range] Este { $format } contiene luz en coma flotante, hasta { $detail }, y no se puede saber dónde está el blanco. Guardado de nuevo con 16 bits, se puede leer.
        [no_pictures] En este PDF no hay ninguna imagen.
        [locked] Este PDF está protegido con una contraseña.
        [extra] Para leer este tipo de archivo ({ $format }) faltan paquetes: pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] Es una película o un sonido, no una fotografía.
            [mov] Es una película o un sonido, no una fotografía.
            [avi] Es una película o un sonido, no una fotografía.
            [webm] Es una película o un sonido, no una fotografía.
            [ogg] Es una película o un sonido, no una fotografía.
            [mp3] Es una película o un sonido, no una fotografía.
            [wav] Es una película o un sonido, no una fotografía.
            [zip] Es un documento o un archivo comprimido, no una fotografía. Las fotografías que contiene se pueden enviar por separado.
            [rar] Es un documento o un archivo comprimido, no una fotografía. Las fotografías que contiene se pueden enviar por separado.
            [gzip] Es un documento o un archivo comprimido, no una fotografía. Las fotografías que contiene se pueden enviar por separado.
            [psd] Es un documento o un archivo comprimido, no una fotografía. Las fotografías que contiene se pueden enviar por separado.
            [postscript] Es un documento o un archivo comprimido, no una fotografía. Las fotografías que contiene se pueden enviar por separado.
           *[other] No es una fotografía que se pueda leer. Se leen JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, archivos RAW de cámara y escaneos en PDF.
        }
    }
photo-truncated = El archivo termina antes que su imagen, como tras una descarga cortada. Descárgalo o envíalo de nuevo.
photo-corrupt = El archivo está dañado y no se puede leer. Quizá ayude abrirlo en otro programa y guardarlo otra vez.
photo-too_large = La imagen tiene { NUMBER($megapixels, maximumFractionDigits: 1) } megapíxeles y se admiten { NUMBER($limit, maximumFractionDigits: 1) } como máximo. Redúcela antes.
photo-too_large_for_format = La imagen es demasiado larga para { $format }, que admite { $limit } píxeles por lado como máximo. Sirve otro formato, como PNG o TIFF.
photo-too_large_to_enlarge = Ampliada { $scale } veces, la imagen tendría { NUMBER($megapixels, maximumFractionDigits: 0) } megapíxeles, y se permiten como máximo { NUMBER($limit, maximumFractionDigits: 0) }. Elige una ampliación menor.
recipe-invalid = { $given ->
    [range] El valor de «{ $name }» en la receta es { $value } y debe estar entre { $minimum } y { $maximum }.
   *[reason] No se puede usar «{ $name }» en la receta: { $reason ->
        [unknown] las recetas no tienen nada así
        [not_a_scale] debe ser 1, 2 o 4
        [not_a_switch] debe ser true o false
        [not_a_number] debe ser un número
        [not_a_list] debe ser una lista de { $maximum } elementos como máximo
        [not_a_hint] debe tener x, y y color
        [not_a_color] debe ser un color como #4a6b2f
       *[other] { $reason }
      }.
  }
model = No se puede usar una de las redes.
model-missing = Falta el archivo de la red «{ $name }»: { $path }
model-invalid = No se puede usar la red «{ $name }»: { $reason }.
engine = El motor no puede trabajar con esta configuración.
engine-provider = Este equipo no puede ejecutar redes en «{ $provider }»; tiene: { $available }.
engine-memory = No había memoria suficiente para esta imagen. Inténtalo más tarde o redúcela.

## Ajustes y línea de órdenes

settings-file = { $key } indica un archivo que no se puede leer, { $path }: { $reason }.
settings-mapping = En los ajustes, «{ $key }» debe contener nombres con valores.
settings-secret = { $key } es un secreto y no debe estar en un archivo; define { $variable } en el entorno.
settings-unknown = No existe el ajuste «{ $key }».
settings-wrong = El ajuste { $key } debe ser { $expected ->
    [list] una lista, como telegram:12345, discord:67890
    [mapping] una lista de nombres con valores
    [number] un número
    [one_of] uno de estos: { $choices }
    [range] un valor entre { $minimum } y { $maximum }
    [whole_number] un número entero
    [yes_no] true o false
   *[text] un texto
  }.
use-nothing_there = No hay ningún archivo ni carpeta «{ $path }».
use-strength = La intensidad debe estar entre 0 y 1; { $value } no vale.
use-recipe_and_strength = Una receta ya contiene todas las intensidades; quita --strength y --look.
use-no_upscaler = Aquí no hay nada que amplíe imágenes. Instala el extra: pip install 'heirloom[hd]'.
use-recipe = No se puede leer la receta { $path }: { $reason }.
use-out = No se pueden escribir resultados en { $path }: { $reason }.
provenance = La declaración de origen no se puede hacer ni leer.
provenance-missing = Para Content Credentials falta un paquete: pip install 'heirloom[archive]'.
provenance-certificate = No se puede firmar con el certificado { $path }: { $reason }
file-extra_missing = Para esto faltan paquetes: pip install 'heirloom[{ $extra }]'.
file-not_a_file = No es un archivo corriente.
file-too_big = El archivo ocupa { $megabytes } MB, más que cualquier fotografía admitida ({ $limit } MB).
file-unreadable = No se puede leer el archivo: { $reason }.
file-unwritable = No se pueden escribir los resultados en { $path }: { $reason }.
file-no_room = No hay sitio para escribir en { $path }: { $reason }. No se ha intentado el resto.

## El informe en palabras sencillas

report-damage-repaired = { $percent ->
    [0] Se han quitado pequeños arañazos y manchas.
   *[other] Se han quitado arañazos y manchas en el { $percent } % de la imagen.
  }
report-damage-left = { $percent ->
    [0] Hay pequeños arañazos y manchas, que se han dejado como están.
   *[other] Hay arañazos y manchas en el { $percent } % de la imagen; se han dejado como están.
  }
report-guesswork = { $number ->
    [one] Un daño mayor { $places } se ha rellenado por conjetura: compruébalo.
   *[other] Varios daños mayores ({ $places }) se han rellenado por conjetura: compruébalos.
  }
report-guesswork-many = Daños mayores en { $number } sitios se han rellenado por conjetura: compruébalos.
report-guesswork-everywhere = El daño era tan grande que toda la imagen es en parte conjetura.
report-noise = Se han suavizado el grano y el ruido.
report-blur = Se han definido los contornos borrosos.
report-blockiness = Se han alisado los rastros de compresión.
report-fading = Se han recuperado los tonos desvaídos.
report-stain = Se han aclarado las manchas; lo que se veía a través de ellas se ha conservado.
report-writing = Hay escritura en la imagen, que no se ha tocado.
report-corner-repaired = { $number ->
    [one] Se ha completado una esquina que faltaba { $places }; lo que muestra es inventado.
   *[other] Se han completado esquinas que faltaban ({ $places }); lo que muestran es inventado.
  }
report-corner-left = { $number ->
    [one] Falta una esquina { $places }.
   *[other] Faltan esquinas ({ $places }).
  }
report-cast = Se ha quitado un tinte de color.
report-dye = Se ha recuperado un colorante que casi se había perdido.
report-darkness = La imagen era demasiado oscura y se le ha dado luz.
report-inverted = El negativo se ha pasado a positivo.
report-enhanced = La imagen se hizo más nítida: su detalle más fino es una conjetura verosímil.
report-enlarged = La imagen es { $scale } veces más ancha y más alta: su detalle más fino es una conjetura verosímil.
report-cannot_enlarge = No se amplió, porque lo necesario no está instalado (el extra «hd»).
report-colorized = Los colores son una conjetura verosímil, no los verdaderos.
report-lively = Su aspecto es vivo; el aspecto «faithful» quedaría más cerca del original.
report-print = Sirve para una copia de { NUMBER($width) } × { NUMBER($height) } cm.
report-untouched = No he encontrado nada que pueda reparar, así que la imagen se ha dejado como está.
report-missing = { $percent ->
    [0] El archivo está cortado: la imagen está entera, pero a algunas partes les falta detalle.
   *[other] Al archivo le falta una parte de la imagen: un { $percent } % está en gris, y se ha trabajado lo que hay.
}
report-no_model = No se ha hecho porque falta su red: { $stages }.
place-top_left = arriba a la izquierda
place-top = arriba
place-top_right = arriba a la derecha
place-left = a la izquierda
place-middle = en el centro
place-right = a la derecha
place-bottom_left = abajo a la izquierda
place-bottom = abajo
place-bottom_right = abajo a la derecha
finding-damage = arañazos, manchas y roturas
finding-guesswork = rellenado por conjetura
finding-noise = grano y ruido
finding-blur = falta de nitidez
finding-blockiness = rastros de compresión
finding-fading = desvaído
finding-cast = tinte de color
finding-dye = un colorante perdido
finding-darkness = demasiado oscura
finding-stain = manchas
finding-writing = escritura, sin tocar
finding-lost_corner = esquina que falta
finding-colour = en color
finding-monochrome = en blanco y negro
finding-sepia = de un solo tono
kind-photograph = una fotografía
kind-negative_colour = un negativo en color
kind-negative_neutral = un negativo en blanco y negro
kind-halftone = un impreso de puntos, como en un periódico
kind-few_levels = una imagen de pocos tonos o colores
kind-drawing = un dibujo o un grabado
kind-document = un documento o una carta
kind-screenshot = una imagen de una pantalla
tone-neutral = en blanco y negro
tone-toned = de un solo tono, como el sepia
tone-tinted = coloreada a mano
tone-colour = en color
tone-layer_lost = en color, con un colorante perdido
inspect-kind = Es { $kind } (seguridad: { $percent } %).
inspect-tonality = Sus colores: { $tonality } (seguridad: { $percent } %).
inspect-turn = Hay que girarla { $degrees } grados a la derecha para que quede derecha (seguridad: { $percent } %).
inspect-several = Hay varias imágenes en la página (seguridad: { $percent } %).
inspect-framed = Hay una copia dentro de una imagen mayor (seguridad: { $percent } %).
inspect-old = Parece antigua (seguridad: { $percent } %).
inspect-fresh = Parece una fotografía digital reciente (seguridad: { $percent } %).
inspect-finding = Encontrado: { $finding } ({ $percent } %).
inspect-sound = No se ha encontrado ningún daño ni desgaste.
stage-develop = pasar a positivo y dar luz
stage-damage = buscando daños
stage-stains = aclarando manchas
stage-inpaint = rellenando daños
stage-clean = limpiando y definiendo
stage-grain = grano de película
stage-tone = tono y contraste
stage-scale = sacando los detalles
stage-colorize = coloreando
reason-not_needed = no hace falta
reason-switched_off = desactivado
reason-is_colour = ya está en color
reason-not_asked = no se ha pedido
reason-no_damage = no se han encontrado daños
reason-no_model = falta su red
reason-painted = marcado a mano
reason-cannot_enhance = lo que da nitidez no está instalado
reason-cannot_enlarge = lo que amplía no está instalado
version-restored = restaurada
version-colorized = coloreada

## heirloom restore

restore-skipped = ya estaba hecha; se omite.
restore-takes = { $stage }: tarda unos { NUMBER($minutes, maximumFractionDigits: 1) } min.
restore-done = { $restored ->
    [one] { $restored } fotografía restaurada
   *[other] { $restored } fotografías restauradas
  }, { $skipped } ya hechas, { $failed } fallidas.
restore-failed = No se han podido restaurar:
restore-interrupted = Detenido; { $left ->
    [one] queda { $left } fotografía
   *[other] quedan { $left } fotografías
  }. La misma orden sigue desde aquí.
restore-untried = { $left ->
    [one] { $left } fotografía no se ha
   *[other] { $left } fotografías no se han
  } intentado. Con más sitio, la misma orden sigue desde aquí.
watch-watching = Vigilando { $path }. Ctrl-C lo termina.
provenance-none = El archivo no declara nada sobre su origen.
provenance-valid = La declaración está firmada y nada ha cambiado desde entonces ({ $state }).
provenance-invalid = La declaración no es válida: se cambió el archivo o la firma ({ $state }).
restore-nothing = Aquí no hay ninguna fotografía.
restore-passed_by-files = { $number ->
    [one] Se ha pasado por alto { $number } archivo de otro tipo.
   *[other] Se han pasado por alto { $number } archivos de otro tipo.
  }
restore-passed_by-folders = { $number ->
    [one] No se ha mirado dentro de { $number } carpeta interior; --recursive lo hace.
   *[other] No se ha mirado dentro de { $number } carpetas interiores; --recursive lo hace.
  }

## heirloom doctor

doctor-heirloom = Heirloom { $version } con Python { $python }, { $system }.
doctor-packages = Instalado: { $packages }.
doctor-broken = No se puede cargar { $package }: { $reason }.
doctor-extra = El extra «{ $extra }» está instalado: { $package } { $version }.
doctor-no_extra = El extra «{ $extra }» no está instalado y solo hace falta para esa plataforma: pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = El extra «hd» no está instalado: no se amplía nada ni se da nitidez a las imágenes blandas. pip install 'heirloom[hd]'.
doctor-settings = Los ajustes se pueden leer.
doctor-platform-on = La plataforma «{ $platform }» está activada.
doctor-platform-off = La plataforma «{ $platform }» está desactivada.
doctor-platform-no_token = La plataforma «{ $platform }» está desactivada: falta { $variable }.
doctor-database = La base de datos responde: PostgreSQL { $version }.
doctor-database-absent = Heirloom crea su propia base de datos en { $path } al iniciar «heirloom serve».
doctor-database-resting = La base de datos propia de Heirloom en { $path } funciona mientras lo hace «heirloom serve»; ahora descansa.
doctor-tables = Sus tablas van por el paso { $found }, como debe ser.
doctor-tables-older = Sus tablas van por el paso { $found } y pasan al { $known } al iniciar «heirloom serve».
doctor-tables-none = Sus tablas se crean al iniciar «heirloom serve».
doctor-not_serving = «heirloom serve» no está en marcha; trabajos que lo esperan: { $number }.
doctor-queue = Fotos en espera: { $waiting }; en curso: { $running }.
doctor-workers = Procesos de trabajo: { $number }; última señal de vida hace { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-no_worker = No hay ningún proceso de trabajo; fotos en espera: { $number }. Inicie «heirloom worker» o ponga worker.children por encima de 0.
doctor-silent_workers = Ya no hay ningún proceso de trabajo: la última señal de vida fue hace { $minutes } minutos. Fotos en espera: { $number }. Su registro dice por qué.
doctor-unserved = Hay trabajos que esperan a «{ $platform }», que está desactivada: { $number }.
doctor-provider = Las redes se ejecutan en { $provider } ({ $runtime }) con { $threads ->
    [one] { $threads } hilo
   *[other] { $threads } hilos
  }; este equipo tiene { $cores ->
    [one] { $cores } núcleo
   *[other] { $cores } núcleos
  }.
doctor-model = La red «{ $name }» { $version } se carga bien.
doctor-no_model = No hay red para este paso: { $stage }.
doctor-trial = Una pequeña fotografía de prueba ha pasado por todos los pasos en { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-trial_short = Una pequeña fotografía de prueba ha pasado, pero no por todos los pasos.
doctor-verdict = { $wrong ->
    [0] Todo está bien.
    [one] Hay { $wrong } cosa mal.
   *[other] Hay { $wrong } cosas mal.
  }

## heirloom models

models-none = No hay redes instaladas.
models-terms = Condiciones: { $terms }
models-package = Sus pesos vienen con el paquete { $package }.
models-no_package = Sus pesos vienen con el paquete { $package }, que no está instalado: pip install 'heirloom[{ $extra }]'.
models-trained_on = Entrenada con: { $sources }
models-training = Entrenamiento: { $facts }
models-figures = Medido: { $facts }
models-weaknesses = Hace mal: { $weaknesses }
models-file = Archivo: { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
models-missing = Falta el archivo: { $path }
models-licence = Las redes llevan su propia nota de licencia: algunas se entrenaron con fotografías cuyas condiciones solo permiten investigar o no constan.

## heirloom --help

help = Restaura y colorea fotografías antiguas.
help-version = Decir la versión y terminar.
help-restore = Restaurar fotografías, y colorear las que están en blanco y negro. Lo ya hecho se omite.
help-doctor = Decir qué está instalado, dónde se ejecutan las redes y qué va mal.
help-inspect = Decir qué es una fotografía y en qué estado está, sin cambiarla.
help-photo = Fotografías que mirar.
help-overlay = Escribir además en este archivo la imagen con lo encontrado dibujado encima.
help-models = Enumerar las redes, con qué se entrenaron y sus condiciones.
help-photos = Fotografías, o carpetas con ellas.
help-out = La carpeta de los resultados; se crea si hace falta.
help-recipe = Un archivo YAML o JSON con qué hacer y con qué intensidad, en vez de elegirlo según el estado de la fotografía.
help-strength = Con qué intensidad restaurar: 0 nada, 0.5 lo que pide la fotografía, 1 lo máximo. Si no se dice, 0.5.
help-color = Qué colorear: las fotografías en blanco y negro, todas o ninguna.
help-look = Qué aspecto tendrán los resultados: faithful solo repara, lively además da nitidez y abre los tonos. Sin ella, faithful.
help-scale = Cuántas veces más anchos y altos serán los resultados. 2 y 4 necesitan el extra «hd» y tardan minutos.
help-compare = Escribir también una imagen de antes y después.
help-format = El formato de los resultados; «same» es el del original (JPEG para HEIC y AVIF, PNG para BMP).
help-recursive = Mirar también en las carpetas interiores y reproducirlas en los resultados.
help-json = Escribir en stdout una línea JSON por fotografía y nada más.
help-salvage = Restaurar lo que hay de un JPEG cortado o dañado, y mostrar el resto en gris.
help-sidecar = Escribir también los metadatos XMP de cada versión junto a ella.
help-keep_tree = Reproducir cada carpeta con su propio nombre y con todas las que contiene.
help-bag = Hacer de la carpeta de resultados un bag (BagIt) con sumas de control, para archivos.
help-jobs = Cuántas fotografías se trabajan a la vez; cada una necesita su memoria.
help-csv = Escribir una tabla (CSV), una fila por fotografía.
help-watch = Vigilar una carpeta, como la de un escáner, y restaurar cada fotografía en cuanto está entera.
help-watched = La carpeta vigilada, con las que contiene.
help-provenance = Decir qué declara un archivo sobre su origen (Content Credentials) y si la firma es válida.
help-file = Una fotografía.
help-config = Un archivo YAML con ajustes.

## La página de chat

page-open = La página está abierta en: { $url }
page-open_to_others = Para otros en su red: { $url }
page-skip = Ir a los botones de fotos
page-hero-title = Devuelva la vida a una foto antigua
page-hero-lead = Los arañazos desaparecen, los colores vuelven. El original no se modifica nunca.
page-privacy = { $hours ->
    [one] Las fotos se borran a la { $hours } hora. Nadie las mira y nada se entrena con ellas.
   *[other] Las fotos se borran a las { $hours } horas. Nadie las mira y nada se entrena con ellas.
  }
page-thread-label = Sus fotos
page-noscript = Esta página necesita JavaScript.
page-intake-choose = Elegir fotos
page-intake-photograph = Hacer una foto
page-intake-hint = o arrástrelas o péguelas aquí
page-intake-drop = Suelte aquí sus fotos
page-intake-label = Añadir fotos
page-sending-waits = Esperando el envío…
page-sending-goes = Enviando…
page-sending-again = Enviar de nuevo
page-sending-too_large = El archivo es demasiado grande: se admiten como máximo { $limit } MB.
page-photo-name = Foto { $number }
page-photo-done = { $name }: listo.
page-compare-slider = Antes y después: mover la línea
page-compare-before = Antes
page-compare-after = Después
page-compare-nearer = Acercar
page-compare-farther = Alejar
page-compare-expand = Ocupar toda la ventana
page-version-choose = Qué versión
page-version-restored = Restaurada
page-version-colorized = En color
page-report-title = Qué se encontró y qué se hizo
page-marks-show = Mostrar lo que se rellenó
page-kept-until = Se guarda aquí hasta el { $moment }; después se borra.
page-tools-label = Cambiar el resultado
page-cancel = Detener
page-close = Cerrar
page-keep = Conservar
page-apply = Aplicar
page-crop-title = Recortar
page-crop-left = Girar a la izquierda
page-crop-right = Girar a la derecha
page-crop-whole = Imagen completa
page-crop-frame = Marco de recorte
page-crop-keys = Marco de recorte. Las flechas lo mueven; con Mayús cambian su tamaño.
page-mask-title = Marcar daños
page-mask-lead = Lo que está en rojo se rellena. Pinta sobre arañazos, manchas y roturas; borra donde la imagen deba quedar como está.
page-mask-keys = Imagen para pintar. Las flechas mueven el pincel; la barra espaciadora lo baja y lo levanta.
page-mask-brush = Pincel
page-mask-eraser = Borrador
page-mask-size = Tamaño
page-mask-undo = Deshacer
page-mask-clear = Limpiar
page-mask-search = Buscar de nuevo
page-mask-fill = Rellenar
page-colors-title = Elegir colores
page-colors-lead = Elige un color y haz clic en algo que lo tenía. Un clic en un punto lo quita; arrástralo para moverlo.
page-colors-keys = Imagen para dar colores. Las flechas mueven el cuentagotas; la barra espaciadora pone un punto.
page-colors-choose = Color
page-colors-own = Propio
page-colors-apply = Colorear
page-colors-skin = Piel
page-colors-blond = Rubio
page-colors-brown = Marrón
page-colors-red = Rojo
page-colors-pink = Rosa
page-colors-yellow = Amarillo
page-colors-green = Verde
page-colors-khaki = Caqui
page-colors-field_grey = Gris de campaña
page-colors-sky = Azul cielo
page-colors-navy = Azul marino
page-colors-purple = Violeta
page-colors-grey = Gris
page-sliders-title = Afinar
page-sliders-reset = Como estaba
page-download-one = Descargar: { $version }
page-download-compare = Antes y después
page-download-zip = Todo (zip)
page-download-all = Descargar todas
page-delete-one = Eliminar
page-delete-ask = ¿Eliminar esta foto y todo lo que se hizo con ella? No se puede recuperar.
page-forget-title = Olvidar todo
page-forget-ask = ¿Eliminar todas sus fotos, resultados y ajustes? No se pueden recuperar.
page-settings-title = Ajustes
page-settings-language = Idioma
page-connection-lost = Se perdió la conexión; reintentando…
page-connection-none = No se puede conectar con el servidor. Inténtelo de nuevo en un momento.
page-went_wrong = Algo salió mal. Inténtelo de nuevo.
page-locked-title = Esta página es privada
page-locked-lead = Abra el enlace que le dieron o escriba la palabra secreta.
page-locked-secret = Palabra secreta
page-locked-enter = Entrar
page-problem-locked = Esta página es privada. Abra antes el enlace con la palabra secreta.
page-problem-wrong_secret = Esa no es la palabra secreta.
page-problem-stranger = Esta petición vino de otro sitio web y se rechazó.
page-problem-host = La página no se sirve con este nombre.
page-problem-not_found = Aquí no hay nada, o ya no. Envíe la foto de nuevo.
page-problem-request = No se entiende esta petición.
page-problem-too_large = El archivo es demasiado grande: se admiten como máximo { $limit } MB.
page-problem-too_slow = El archivo no llegó a tiempo. Envíelo de nuevo.
page-problem-busy = Hay demasiado trabajo ahora mismo. Inténtelo de nuevo en breve.
page-problem-too_often = Ha sido demasiado a la vez. Inténtalo de nuevo en un momento.
page-problem-no_photo = El formulario no lleva ninguna foto en el campo «photo».
page-problem-form = Aquí hace falta un formulario multipart.
page-problem-field = El campo «{ $name }» no se puede usar.
page-problem-json = Esto no es un objeto JSON.
page-problem-mask = La máscara debe ser un PNG de un canal, de 4096 píxeles de lado como máximo.
web-secret_needed = La página escucharía en { $host }, al alcance de otros: hay que definir { $key }, como { $variable } en el entorno.
web-secret_short = { $key } es demasiado corto: hacen falta al menos { $minimum } caracteres.
web-port = La página no puede escuchar en { $host }, puerto { NUMBER($port, useGrouping: 0) }: ya lo usa otro programa, quizá el propio Heirloom. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } elige un puerto libre.
web-other_port = El puerto { NUMBER($port, useGrouping: 0) } lo usa otro programa, así que la página está en el siguiente libre. HEIRLOOM_WEB_PORT fija un puerto.
web-address = La página no puede escuchar en { $host }, puerto { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_WEB_HOST y HEIRLOOM_WEB_PORT eligen otros.
telegram-open = El bot de Telegram está escuchando: { $url }
telegram-went_wrong = Algo salió mal. Inténtelo de nuevo.
telegram-token = Telegram no conoce el token de este bot. Cópialo de nuevo de @BotFather en { $variable }.
telegram-address = El webhook de Telegram no puede escuchar en { $host }, puerto { NUMBER($port, useGrouping: 0) }: { $reason }.
telegram-webhook = Telegram no acepta { $url } como dirección del webhook: { $reason }.
telegram-lacking = No puedo enviar fotos en este grupo. Un administrador puede permitirlo: toque el nombre del grupo, luego Editar, Permisos.

## What is said to a chat

language-name = Español
status-queued = { $number ->
    [1] Su foto está en la cola.
   *[other] Sus fotos están en la cola.
  }
status-queued-place = { $number ->
    [1] Su foto está en la cola
   *[other] Sus fotos están en la cola
  }; { $place ->
    [one] hay { $place } foto delante
   *[other] hay { $place } fotos delante
  }.
status-looking = examinando la foto
status-running = En curso: { $stage }, { $percent } %
status-running-several = Foto { $number } de { $total } en curso: { $stage }, { $percent } % del total
status-sending = Listo; se está enviando.
status-cancelled = Detenido. Envíe la foto otra vez para empezar de nuevo.
status-part = Foto { $number }: { $report }
status-send_as_file = Para el mejor resultado, envíe las fotos como archivos: como fotos llegan reducidas.
status-not_sent = El resultado no se pudo enviar aquí. Pruebe con «{ button-files }».
reply-caption = { $number ->
    [1] Aquí está su foto.
   *[other] Aquí están sus fotos.
  }
choice-on = Activar
choice-off = Desactivar
choice-color-auto = Colorear las de blanco y negro
choice-color-always = Colorear todas
choice-color-never = No colorear
choice-automatic-on = Restaurar todas
choice-automatic-off = Solo al pedirlo

## Buttons

button-gentler = Más suave
button-stronger = Más fuerte
button-color_on = En color
button-color_off = Sin color
button-less_vivid = Menos vivo
button-more_vivid = Más vivo
button-other_colors = Otros colores
button-rotate = Girar
button-files = Calidad completa
button-cancel = Detener
button-delete = Eliminar

## Commands: for menus, and their answers

command-start = Decir qué es esto
command-help = Mostrar los comandos
command-restore = Restaurar la foto a la que se responde
command-colorize = Lo mismo, en color
command-automatic = Restaurar todas las fotos de este grupo, o solo al pedirlo
command-settings = Mostrar y cambiar lo que eligió este chat
command-language = Elegir el idioma
command-cancel = Detener lo que tengo en curso
command-privacy = Decir qué se guarda y cuánto tiempo
command-forget = Eliminar todo lo que se guarda de mí
command-stats = Decir cómo va el servicio
command-allow = Permitir este bot a alguien
command-block = No responder más a alguien
answer-start = Envíe una foto antigua y volverá restaurada, y en color si era en blanco y negro.
answer-start-group = Restauro fotos antiguas y coloreo las de blanco y negro.
answer-how = Responda a una foto con /restore.
answer-help = Envíe una foto. En un grupo, responda a una con /restore.
privacy = { $hours ->
    [one] Las fotos y los resultados se guardan { NUMBER($hours, maximumFractionDigits: 1) } hora y después se eliminan.
   *[other] Las fotos y los resultados se guardan { NUMBER($hours, maximumFractionDigits: 1) } horas y después se eliminan.
  } Nadie las mira, no se entrena nada con ellas y los lugares guardados en ellas nunca se transmiten. /{ $forget } lo elimina todo al momento.
answer-unknown = No existe ese comando. /help los muestra.
answer-admins_only = Solo los administradores del grupo pueden hacerlo.
answer-operators_only = Solo puede hacerlo quien opera este bot.
answer-groups_only = Eso es para grupos; aquí se restauran todas las fotos.
answer-which_photo = ¿Qué foto? Envíela junto con el comando o responda a ella con él.
answer-automatic = ¿Restaurar todas las fotos de este grupo sin que se pida?
answer-automatic-on = Desde ahora se restauran todas las fotos de este grupo.
answer-automatic-blind = Pero todavía no me las muestran.
rights-telegram = Hágame administrador del grupo, no hace falta ningún permiso: toque el nombre del grupo, luego Editar, Administradores, Añadir administrador, y elíjame.
answer-automatic-off = Las fotos de este grupo solo se restauran cuando alguien lo pide.
answer-language = ¿Qué idioma?
answer-language-set = Desde ahora aquí hablo español.
answer-forget = { $number ->
    [0] No se guardaba nada de usted.
    [one] Se eliminó { $number } foto con todo lo que salió de ella.
   *[other] Se eliminaron { $number } fotos con todo lo que salió de ellas.
  }
answer-no_such_button = Este botón ya no hace nada.
answer-send_again = La foto ya no se conserva. Envíela otra vez.
answer-not_yours = Solo puede hacerlo quien lo pidió o un administrador.
answer-deleted = Se eliminó la foto y todo lo hecho con ella.
answer-cancelled = Detenido.
answer-too_late = Ya está hecho.
answer-still_working = Todavía está en curso.
answer-files = Se están enviando los archivos.
answer-working = En ello.
answer-color = ¿Qué fotos se colorean aquí?
answer-color-auto = Desde ahora se colorean aquí las fotos en blanco y negro.
answer-color-always = Desde ahora se colorean aquí todas las fotos.
answer-color-never = Desde ahora las fotos se colorean aquí solo al pedirlo.
answer-cancel = { $number ->
    [0] Aquí no hay nada suyo en curso.
   *[other] Detenido.
  }
answer-whom = ¿A quién? Responda con este comando a un mensaje suyo, o escriba detrás su identificador.
answer-allow-person = { $id } puede usar este bot.
answer-allow-chat = Este grupo puede usar este bot.
answer-block-person = Ya no se responde a { $id }.
answer-block-chat = Ya no se responde a este grupo.
answer-block-operator = No se puede bloquear a quien opera este bot.

## Lo que eligió un chat

chosen-intro = Lo que eligió este chat:
chosen-language = Idioma: { $language }
chosen-language-own = Idioma: el de cada persona
chosen-color-auto = Color: las fotos en blanco y negro
chosen-color-always = Color: todas las fotos
chosen-color-never = Color: solo al pedirlo
chosen-automatic-on = Se restauran: todas las fotos de este grupo
chosen-automatic-off = Se restauran: solo al pedirlo

## Para quien opera el bot

stats-done = Fotos en 24 horas: { $restored } restauradas, { $failed } fallidas
stats-people = Personas en 24 horas: { $number }
stats-queue = Ahora: { $waiting } en espera, { $running } en curso
stats-seconds = Tiempo habitual de la llegada al resultado: { NUMBER($seconds, maximumFractionDigits: 1) } s
stats-workers = Procesos de trabajo: { $number }

## The strengths of the recipe

parameter-invert = Pasar un negativo a positivo
parameter-exposure = Dar luz a lo que está demasiado oscuro
parameter-repair = Búsqueda de daños
parameter-stains = Aclarar manchas
parameter-inpaint = Rellenar daños
parameter-clean = Limpiar y enfocar
parameter-grain = Grano de película
parameter-fading = Recuperar tonos desvaídos
parameter-cast = Quitar el tinte de color
parameter-contrast = Contraste
parameter-enhance = Dar nitidez
parameter-colorize = Colorear
parameter-vividness = Viveza de los colores
parameter-alternative = Otros colores donde hay duda

## What is not taken, and work that fails

refused-megabytes = El archivo tiene { NUMBER($megabytes, maximumFractionDigits: 1) } MB y se permiten { NUMBER($limit, maximumFractionDigits: 1) } MB como máximo. Redúzcalo primero.
refused-too_large = El archivo supera los { NUMBER($limit, maximumFractionDigits: 1) } MB permitidos. Redúzcalo primero.
refused-queue_full = Hay tantas fotos esperando que la suya esperaría demasiado. Inténtelo dentro de un rato.
refused-unfinished = Ya hay { $limit } fotos suyas esperando. Envíe más cuando algunas estén listas.
refused-quota = Serían más de las { $limit } fotos que se permiten al día. Vuelva mañana.
refused-album = Se pueden enviar juntas { $limit } fotos como máximo. Envíe las demás después.
refused-not_allowed = Este servicio no está abierto para usted. Pregunte a su operador.
refused-blocked = No se aceptan fotos desde aquí.
refused-wish = El deseo «{ $name }» no se puede cumplir así.
work-crashed = Esta foto no se puede restaurar: el trabajo se interrumpió cada vez. Guardarla de nuevo en otro programa puede ayudar.
work-too_slow = El trabajo con esta foto duró más de { NUMBER($minutes, maximumFractionDigits: 1) } min y se detuvo. Redúzcala primero.
work-failed = Algo falló por nuestra parte con esta foto. Envíela más tarde.
work-file_gone = El archivo ya no se puede obtener. Envíe la foto otra vez.
work-original_gone = La foto se eliminó antes de restaurarla. Envíela otra vez.

## The service

database-unreachable = La base de datos no responde: { $reason }. ¿Está en marcha «heirloom serve», o es correcta HEIRLOOM_DATABASE_URL?
database-address = HEIRLOOM_DATABASE_URL no se puede leer. Debería parecerse a postgresql://user@host/name.
database-failed = La base de datos no arranca: { $reason }. Hay más en { $log }.
database-major = La carpeta { $path } es de PostgreSQL { $found } y este Heirloom trae PostgreSQL { $needed }. Guárdela con pg_dump desde el Heirloom anterior, apártela, inicie este y cárguela con psql.
database-user = PostgreSQL no funciona con el identificador de usuario { NUMBER($uid, useGrouping: 0) }, que aquí no tiene nombre. Dele una línea en /etc/passwd o defina HEIRLOOM_DATABASE_URL.
database-folder = La carpeta { $path } es de otra persona o está abierta a otros. Elimínela.
database-none = No hay base de datos integrada para { $system }. Defina HEIRLOOM_DATABASE_URL con un PostgreSQL.
database-newer = Un Heirloom más nuevo usó la base de datos (sus tablas van por el paso { $found }, este conoce { $known }). Use aquel.
settings-data = No se puede guardar nada en { $path }: { $reason }. HEIRLOOM_DATA indica otra carpeta.
settings-metrics_port = Las cifras no se pueden servir en { $host }, puerto { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_METRICS_PORT elige otro puerto.
store-address = blobs.url, { $url }, no es ningún almacén. Debería ser como s3://cubo/carpeta, o quedar vacío para una carpeta de este equipo.
store-keys = Las claves no deben estar en blobs.url. Póngalas en el entorno; para S3, como AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY.
store-denied = El almacén { $url } no deja que Heirloom escriba, lea y borre. ¿Son correctas las claves del entorno (para S3: AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY) y tienen permiso?
store-missing = No existe { $url }. Cree antes el cubo o corrija blobs.url.
store-unreachable = El almacén { $url } no responde: { $reason }. ¿Son correctas su dirección y sus claves en el entorno (para S3: AWS_ENDPOINT_URL, AWS_REGION y AWS_ACCESS_KEY_ID)?
settings-no_platform = No hay ninguna plataforma activada. Existen: { $platforms }.
settings-no_extra = { $platform } está activada y faltan sus bibliotecas: pip install 'heirloom[{ $extra }]'.
serve-stop = Ctrl-C detiene Heirloom.
serve-stopped = Heirloom se ha detenido.
help-serve = Ejecutar todo el servicio: base de datos, plataformas de chat y un trabajador.
help-worker = Restaurar las fotos de la cola de un servicio, aquí o en otra máquina.

## Discord

discord-token = Discord no conoce el token de este bot. Cópielo de nuevo del portal de desarrolladores a { $variable }.
discord-address = El ajuste { $key } no contiene la dirección de un servidor que hable como Discord.
discord-intent = Discord no ha concedido a este bot el «Message Content Intent» que pide { $key }. Actívelo en el portal de desarrolladores o desactive el ajuste.
discord-refused = Discord cierra todas las conexiones de este bot, con el código { NUMBER($number, useGrouping: 0) }.
discord-invitation = Invite al bot de Discord con: { $url }
discord-fetch = Obtener el resultado
discord-slowly = { $seconds ->
    [one] Más despacio, por favor: de nuevo dentro de un segundo.
   *[other] Más despacio, por favor: de nuevo dentro de { $seconds } segundos.
  }
discord-unseen = No puedo ver la foto de ese mensaje. Haga clic derecho en él (en el móvil, manténgalo pulsado), luego Aplicaciones y «Restaurar foto».
discord-nothing_there = Ese mensaje no lleva ninguna foto adjunta.
discord-lacking = Aquí no puedo enviar imágenes. Un administrador de este servidor puede permitirlo: { $permissions }.
discord-elsewhere = No puedo responder donde usted preguntó. Un administrador de ese servidor puede permitirlo: { $permissions }.
discord-closed = No puedo responder donde usted preguntó; por eso llega aquí.
discord-late = Discord solo me deja responder allí durante 15 minutos; por eso llega aquí.
discord-too_large = Las imágenes son mayores de lo que Discord acepta aquí.
discord-went_wrong = Algo salió mal. Inténtelo de nuevo.
discord-permission-view_channel = Ver canal
discord-permission-send_messages = Enviar mensajes
discord-permission-send_messages_in_threads = Enviar mensajes en hilos
discord-permission-attach_files = Adjuntar archivos
discord-menu-restore = Restaurar foto
discord-menu-colorize = Colorear foto
discord-hint = En Discord: /{ discord-name-restore } con una foto, o clic derecho en la foto de alguien (en el móvil, manténgala pulsada), luego Aplicaciones y «Restaurar foto», o mencióneme con una foto.
discord-does-restore = Restaurar una foto antigua
discord-does-colorize = Restaurar una foto antigua, en color
discord-name-start = inicio
discord-name-help = ayuda
discord-name-restore = restaurar
discord-name-colorize = colorear
discord-name-automatic = automático
discord-name-settings = ajustes
discord-name-language = idioma
discord-name-cancel = cancelar
discord-name-privacy = privacidad
discord-name-forget = olvidar
discord-name-stats = estadísticas
discord-name-allow = permitir
discord-name-block = bloquear
discord-option-photo = foto
discord-option-colorize = colorear
discord-option-strength = intensidad
discord-option-private = privado
discord-option-choice = elección
discord-about-photo = La foto antigua
discord-about-colorize = En color o no; si se omite: cuando es en blanco y negro
discord-about-strength = Con qué intensidad, en porcentaje; 50 es lo que la foto necesita
discord-about-private = Mostrar la respuesta solo a usted
discord-about-choice = Qué elegir; si se omite, se le pregunta
