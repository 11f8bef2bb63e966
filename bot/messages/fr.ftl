# Français. Chaque message porte son code, avec des tirets à la place des points ; { $given } vaut « range » ou « reason ».

## Ce qui ne va pas avec une photographie, et que faire

restoration = Une erreur sans meilleur nom est survenue. Veuillez réessayer.
photo = Ce fichier ne peut pas servir de photographie.
photo-empty = Le fichier est vide. Veuillez l’envoyer de nouveau.
photo-unsupported = { $reason ->
        [photometric] Ce { $format } enregistre ses couleurs d’une façon qui n’est pas lue ici ({ $detail }). Réenregistré en RVB, il peut l’être.
        [compression] Ce { $format } est compressé d’une façon qui n’est pas lue ici ({ $detail }). Réenregistré sans compression, il peut l’être.
        [channels] Ce { $format } a trop de canaux ({ $detail }). Réenregistré en RVB, il peut être lu.
        [samples] Ce { $format } enregistre ses valeurs d’une façon qui n’est pas lue ici ({ $detail }). Réenregistré en 8 ou 16 bits, il peut l’être.
        [float_range] Ce { $format } contient de la lumière en virgule flottante, jusqu’à { $detail }, et rien ne dit où est le blanc. Réenregistré en 16 bits, il peut être lu.
        [no_pictures] Il n’y a aucune image dans ce PDF.
        [locked] Ce PDF est protégé par un mot de passe.
        [extra] Pour lire ce genre de fichier ({ $format }), il manque des paquets : pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] C’est un film ou un son, pas une photographie.
            [mov] C’est un film ou un son, pas une photographie.
            [avi] C’est un film ou un son, pas une photographie.
            [webm] C’est un film ou un son, pas une photographie.
            [ogg] C’est un film ou un son, pas une photographie.
            [mp3] C’est un film ou un son, pas une photographie.
            [wav] C’est un film ou un son, pas une photographie.
            [zip] C’est un document ou une archive, pas une photographie. Les photographies qu’il contient peuvent être envoyées séparément.
            [rar] C’est un document ou une archive, pas une photographie. Les photographies qu’il contient peuvent être envoyées séparément.
            [gzip] C’est un document ou une archive, pas une photographie. Les photographies qu’il contient peuvent être envoyées séparément.
            [psd] C’est un document ou une archive, pas une photographie. Les photographies qu’il contient peuvent être envoyées séparément.
            [postscript] C’est un document ou une archive, pas une photographie. Les photographies qu’il contient peuvent être envoyées séparément.
           *[other] Ce n’est pas une photographie lisible. Sont acceptés : JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, les fichiers RAW des appareils et les numérisations en PDF.
        }
    }
photo-truncated = Le fichier s’arrête avant la fin de son image, comme après un téléchargement interrompu. Veuillez le télécharger ou l’envoyer de nouveau.
photo-corrupt = Le fichier est endommagé et illisible. L’ouvrir dans un autre logiciel et l’enregistrer à nouveau peut aider.
photo-too_large = L’image compte { NUMBER($megapixels, maximumFractionDigits: 1) } mégapixels, le maximum est { NUMBER($limit, maximumFractionDigits: 1) }. Veuillez d’abord la réduire.
photo-too_large_for_format = L’image est trop longue pour { $format }, limité à { $limit } pixels par côté. Un autre format convient, par exemple PNG ou TIFF.
photo-too_large_to_enlarge = Agrandie { $scale } fois, l’image aurait { NUMBER($megapixels, maximumFractionDigits: 0) } mégapixels, et { NUMBER($limit, maximumFractionDigits: 0) } au plus sont permis. Choisissez un agrandissement moindre.
recipe-invalid = { $given ->
    [range] Dans la recette, « { $name } » vaut { $value } et doit être compris entre { $minimum } et { $maximum }.
   *[reason] Dans la recette, « { $name } » n’est pas utilisable : { $reason ->
        [unknown] cela n’existe pas dans une recette
        [not_a_scale] ce doit être 1, 2 ou 4
        [not_a_switch] il faut true ou false
        [not_a_number] il faut un nombre
        [not_a_list] il faut une liste de { $maximum } éléments au plus
        [not_a_hint] il faut x, y et color
        [not_a_color] il faut une couleur telle que #4a6b2f
       *[other] { $reason }
      }.
  }
model = Un réseau est inutilisable.
model-missing = Le fichier du réseau « { $name } » manque : { $path }
model-invalid = Le réseau « { $name } » est inutilisable : { $reason }.
engine = Le moteur ne peut pas fonctionner avec ces réglages.
engine-provider = Cette machine ne peut pas exécuter de réseaux sur « { $provider } » ; elle dispose de : { $available }.
engine-memory = La mémoire n’a pas suffi pour cette image. Veuillez réessayer plus tard, ou la réduire.

## Réglages et ligne de commande

settings-file = { $key } désigne un fichier illisible, { $path } : { $reason }.
settings-mapping = Dans les réglages, « { $key } » doit contenir des noms avec des valeurs.
settings-secret = { $key } est un secret et ne doit pas figurer dans un fichier ; définissez plutôt { $variable } dans l’environnement.
settings-unknown = Le réglage « { $key } » n’existe pas.
settings-wrong = Le réglage { $key } doit être { $expected ->
    [list] une liste, telle que telegram:12345, discord:67890
    [mapping] une liste de noms avec des valeurs
    [number] un nombre
    [one_of] l’un de ceux-ci : { $choices }
    [range] compris entre { $minimum } et { $maximum }
    [whole_number] un nombre entier
    [yes_no] true ou false
   *[text] un texte
  }.
use-nothing_there = Il n’y a ni fichier ni dossier « { $path } ».
use-strength = La force doit être comprise entre 0 et 1 ; { $value } ne convient pas.
use-recipe_and_strength = Une recette contient déjà toutes les forces ; retirez --strength et --look.
use-no_upscaler = Rien ici ne peut agrandir les images. Installez le complément : pip install 'heirloom[hd]'.
use-recipe = La recette { $path } est illisible : { $reason }.
use-out = Impossible d’écrire les résultats dans { $path } : { $reason }.
provenance = La déclaration d’origine ne peut être ni faite ni lue.
provenance-missing = Pour les Content Credentials, il manque un paquet : pip install 'heirloom[archive]'.
provenance-certificate = Impossible de signer avec le certificat { $path } : { $reason }
file-extra_missing = Il manque pour cela des paquets : pip install 'heirloom[{ $extra }]'.
file-not_a_file = Ce n’est pas un fichier ordinaire.
file-too_big = Le fichier pèse { $megabytes } Mo, plus que toute photographie admise ({ $limit } Mo).
file-unreadable = Le fichier est illisible : { $reason }.
file-unwritable = Impossible d’écrire les résultats dans { $path } : { $reason }.
file-no_room = Il n’y a plus de place pour écrire dans { $path } : { $reason }. Le reste n’a pas été tenté.

## Le compte rendu, en mots simples

report-damage-repaired = { $percent ->
    [0] De petites rayures et taches ont été enlevées.
   *[other] Des rayures et des taches ont été enlevées sur { $percent } % de l’image.
  }
report-damage-left = { $percent ->
    [0] Il y a de petites rayures et taches, laissées telles quelles.
   *[other] Des rayures et des taches couvrent { $percent } % de l’image ; elles ont été laissées telles quelles.
  }
report-guesswork = { $number ->
    [one] Un dégât plus grand { $places } a été comblé par conjecture : à vérifier.
   *[other] Des dégâts plus grands ({ $places }) ont été comblés par conjecture : à vérifier.
  }
report-guesswork-many = Des dégâts plus grands à { $number } endroits ont été comblés par conjecture : à vérifier.
report-guesswork-everywhere = Les dégâts étaient tels que toute l’image est en partie conjecture.
report-noise = Le grain et le bruit ont été adoucis.
report-blur = Les contours flous ont été précisés.
report-blockiness = Les traces de compression ont été lissées.
report-fading = Les tons passés ont été ravivés.
report-stain = Les taches ont été éclaircies ; ce qui transparaissait a été conservé.
report-writing = L’image porte une inscription, qui n’a pas été touchée.
report-corner-repaired = { $number ->
    [one] Un coin manquant { $places } a été complété ; ce qu’il montre est inventé.
   *[other] Des coins manquants ({ $places }) ont été complétés ; ce qu’ils montrent est inventé.
  }
report-corner-left = { $number ->
    [one] Un coin manque { $places }.
   *[other] Des coins manquent ({ $places }).
  }
report-cast = Une dominante de couleur a été retirée.
report-dye = Un colorant presque disparu a été rétabli.
report-darkness = L’image était trop sombre : elle a été éclaircie.
report-inverted = Le négatif a été converti en positif.
report-enhanced = L’image a été rendue nette : ses détails les plus fins sont une conjecture plausible.
report-enlarged = L’image est { $scale } fois plus large et plus haute : ses détails les plus fins sont une conjecture plausible.
report-cannot_enlarge = Elle n’a pas été agrandie, car le nécessaire n’est pas installé (le complément « hd »).
report-colorized = Les couleurs sont une conjecture plausible, pas les vraies.
report-lively = Son rendu est vivant ; le rendu « faithful » resterait plus près de l’original.
report-print = Convient pour un tirage de { NUMBER($width) } × { NUMBER($height) } cm.
report-untouched = Je n’ai rien trouvé que je puisse réparer ; l’image est restée telle quelle.
report-missing = { $percent ->
    [0] Le fichier est coupé : toute l’image est là, mais certaines parties manquent de détail.
   *[other] Il manque au fichier une partie de l’image : { $percent } % sont en gris, et ce qui est là a été traité.
}
report-no_model = Non fait, faute de réseau : { $stages }.
place-top_left = en haut à gauche
place-top = en haut
place-top_right = en haut à droite
place-left = à gauche
place-middle = au milieu
place-right = à droite
place-bottom_left = en bas à gauche
place-bottom = en bas
place-bottom_right = en bas à droite
finding-damage = rayures, taches et déchirures
finding-guesswork = comblé par conjecture
finding-noise = grain et bruit
finding-blur = flou
finding-blockiness = traces de compression
finding-fading = tons passés
finding-cast = dominante de couleur
finding-dye = un colorant disparu
finding-darkness = trop sombre
finding-stain = taches
finding-writing = inscription, intacte
finding-lost_corner = coin manquant
finding-colour = en couleur
finding-monochrome = en noir et blanc
finding-sepia = d’un seul ton
kind-photograph = une photographie
kind-negative_colour = un négatif en couleur
kind-negative_neutral = un négatif en noir et blanc
kind-halftone = une impression en points, comme dans un journal
kind-few_levels = une image de peu de tons ou de couleurs
kind-drawing = un dessin ou une gravure
kind-document = un document ou une lettre
kind-screenshot = une image d’écran
tone-neutral = en noir et blanc
tone-toned = d’un seul ton, comme le sépia
tone-tinted = colorée à la main
tone-colour = en couleur
tone-layer_lost = en couleur, un colorant disparu
inspect-kind = C’est { $kind } (sûr à { $percent } %).
inspect-tonality = Ses couleurs : { $tonality } (sûr à { $percent } %).
inspect-turn = Il faut la tourner de { $degrees } degrés vers la droite pour qu’elle soit droite (sûr à { $percent } %).
inspect-several = Il y a plusieurs images sur la page (sûr à { $percent } %).
inspect-framed = Un tirage se trouve dans une image plus grande (sûr à { $percent } %).
inspect-old = Elle semble ancienne (sûr à { $percent } %).
inspect-fresh = Elle ressemble à une photo numérique récente (sûr à { $percent } %).
inspect-finding = Trouvé : { $finding } ({ $percent } %).
inspect-sound = Aucun dégât ni usure n’a été trouvé.
stage-develop = passage en positif, éclaircissement
stage-damage = recherche des dégâts
stage-stains = éclaircissement des taches
stage-inpaint = comblement des dégâts
stage-clean = nettoyage et netteté
stage-grain = grain argentique
stage-tone = tons et contraste
stage-scale = mise en valeur des détails
stage-colorize = colorisation
reason-not_needed = inutile
reason-switched_off = désactivé
reason-is_colour = déjà en couleur
reason-not_asked = non demandé
reason-no_damage = aucun dégât trouvé
reason-no_model = son réseau manque
reason-painted = marqué à la main
reason-cannot_enhance = ce qui rend net n’est pas installé
reason-cannot_enlarge = ce qui agrandit n’est pas installé
version-restored = restaurée
version-colorized = colorisée

## heirloom restore

restore-skipped = déjà fait, passé.
restore-takes = { $stage } : environ { NUMBER($minutes, maximumFractionDigits: 1) } min.
restore-done = { $restored ->
    [one] { $restored } photographie restaurée
   *[other] { $restored } photographies restaurées
  }, déjà faites : { $skipped }, échecs : { $failed }.
restore-failed = N’ont pas pu être restaurées :
restore-interrupted = Arrêté ; { $left ->
    [one] il reste { $left } photographie
   *[other] il reste { $left } photographies
  }. La même commande reprend ici.
restore-untried = { $left ->
    [one] { $left } photographie n’a pas été tentée
   *[other] { $left } photographies n’ont pas été tentées
  }. Avec plus de place, la même commande reprend ici.
watch-watching = Surveillance de { $path }. Ctrl-C y met fin.
provenance-none = Le fichier ne déclare rien de son origine.
provenance-valid = La déclaration est signée, et rien n’a changé depuis ({ $state }).
provenance-invalid = La déclaration n’est pas valable : le fichier ou la signature a changé ({ $state }).
restore-nothing = Il n’y a aucune photographie ici.
restore-passed_by-files = { $number ->
    [one] { $number } autre fichier a été laissé de côté.
   *[other] { $number } autres fichiers ont été laissés de côté.
  }
restore-passed_by-folders = { $number ->
    [one] { $number } dossier intérieur n’a pas été ouvert ; --recursive le fait.
   *[other] { $number } dossiers intérieurs n’ont pas été ouverts ; --recursive le fait.
  }

## heirloom doctor

doctor-heirloom = Heirloom { $version } avec Python { $python }, { $system }.
doctor-packages = Installé : { $packages }.
doctor-broken = { $package } ne se charge pas : { $reason }.
doctor-extra = Le complément « { $extra } » est installé : { $package } { $version }.
doctor-no_extra = Le complément « { $extra } » n’est pas installé et ne sert qu’à cette plateforme : pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = Le complément « hd » n’est pas installé : rien n’est agrandi, et les images floues ne sont pas rendues nettes. pip install 'heirloom[hd]'.
doctor-settings = Les réglages sont lisibles.
doctor-platform-on = La plateforme « { $platform } » est activée.
doctor-platform-off = La plateforme « { $platform } » est désactivée.
doctor-platform-no_token = La plateforme « { $platform } » est désactivée : { $variable } n’est pas définie.
doctor-database = La base de données répond : PostgreSQL { $version }.
doctor-database-absent = Heirloom crée sa propre base de données dans { $path } au démarrage de « heirloom serve ».
doctor-database-resting = La base de données propre à Heirloom dans { $path } tourne avec « heirloom serve » ; elle est au repos.
doctor-tables = Ses tables en sont à l’étape { $found }, comme il se doit.
doctor-tables-older = Ses tables en sont à l’étape { $found } et passeront à l’étape { $known } au démarrage de « heirloom serve ».
doctor-tables-none = Ses tables sont créées au démarrage de « heirloom serve ».
doctor-not_serving = « heirloom serve » ne tourne pas ; tâches qui l’attendent : { $number }.
doctor-queue = Photos en attente : { $waiting } ; en cours : { $running }.
doctor-workers = Processus de travail : { $number } ; dernier signe de vie il y a { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-no_worker = Aucun processus de travail ; photos en attente : { $number }. Démarrez « heirloom worker », ou mettez worker.children au-dessus de 0.
doctor-silent_workers = Plus aucun processus de travail : le dernier signe de vie date de { $minutes } minutes. Photos en attente : { $number }. Son journal dit pourquoi.
doctor-unserved = Des tâches attendent « { $platform } », qui est désactivée : { $number }.
doctor-provider = Les réseaux s’exécutent sur { $provider } ({ $runtime }) avec { $threads ->
    [one] { $threads } fil
   *[other] { $threads } fils
  } d’exécution ; cette machine a { $cores ->
    [one] { $cores } cœur
   *[other] { $cores } cœurs
  }.
doctor-model = Le réseau « { $name } » { $version } se charge.
doctor-no_model = Il n’y a pas de réseau pour cette étape : { $stage }.
doctor-trial = Une petite photographie d’essai a passé toutes les étapes en { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-trial_short = Une petite photographie d’essai est passée, mais pas par toutes les étapes.
doctor-verdict = { $wrong ->
    [0] Tout va bien.
    [one] { $wrong } chose ne va pas.
   *[other] { $wrong } choses ne vont pas.
  }

## heirloom models

models-none = Aucun réseau n’est installé.
models-terms = Conditions : { $terms }
models-package = Ses poids viennent avec le paquet { $package }.
models-no_package = Ses poids viennent avec le paquet { $package }, qui n’est pas installé : pip install 'heirloom[{ $extra }]'.
models-trained_on = Entraîné sur : { $sources }
models-training = Entraînement : { $facts }
models-figures = Mesuré : { $facts }
models-weaknesses = Fait mal : { $weaknesses }
models-file = Fichier : { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } Mo)
models-missing = Le fichier manque : { $path }
models-licence = Les réseaux ont leur propre note de licence : certains ont été entraînés sur des photographies dont les conditions n’autorisent que la recherche ou ne sont pas précisées.

## heirloom --help

help = Restaure et colorise les photographies anciennes.
help-version = Dire la version et terminer.
help-restore = Restaurer des photographies, et coloriser celles en noir et blanc. Ce qui est déjà fait est passé.
help-doctor = Dire ce qui est installé, sur quoi tournent les réseaux et ce qui ne va pas.
help-inspect = Dire ce qu’est une photographie et dans quel état, sans la modifier.
help-photo = Photographies à examiner.
help-overlay = Écrire aussi dans ce fichier l’image où est dessiné ce qui a été trouvé.
help-models = Lister les réseaux, sur quoi ils ont été entraînés et leurs conditions.
help-photos = Des photographies, ou des dossiers qui en contiennent.
help-out = Le dossier des résultats ; il est créé au besoin.
help-recipe = Un fichier YAML ou JSON disant quoi faire et avec quelle force, au lieu de choisir d’après l’état de la photographie.
help-strength = Avec quelle force restaurer : 0 pas du tout, 0.5 selon les besoins de la photographie, 1 au maximum. Sans précision, 0.5.
help-color = Que coloriser : les photographies en noir et blanc, toutes, ou aucune.
help-look = Le rendu des résultats : faithful répare seulement, lively rend aussi net et ouvre les tons. Sans elle, faithful.
help-scale = Combien de fois plus larges et plus hauts sont les résultats. 2 et 4 demandent le complément « hd » et prennent des minutes.
help-compare = Écrire aussi une image avant/après.
help-format = Le format des résultats ; « same » est celui de l’original (JPEG pour HEIC et AVIF, PNG pour BMP).
help-recursive = Parcourir aussi les dossiers intérieurs, et les reproduire dans les résultats.
help-json = Écrire sur stdout une ligne JSON par photographie, et rien d’autre.
help-salvage = Restaurer ce qui reste d’un JPEG coupé ou endommagé, et montrer le reste en gris.
help-sidecar = Écrire aussi les métadonnées XMP de chaque version à côté d’elle.
help-keep_tree = Reproduire chaque dossier sous son propre nom, avec tous ceux qu’il contient.
help-bag = Faire du dossier des résultats un bag (BagIt) avec sommes de contrôle, pour les archives.
help-jobs = Combien de photographies sont traitées en même temps ; chacune demande sa mémoire.
help-csv = Écrire un tableau (CSV), une ligne par photographie.
help-watch = Surveiller un dossier, celui d’un scanner par exemple, et restaurer chaque photographie dès qu’elle est entière.
help-watched = Le dossier surveillé, avec ceux qu’il contient.
help-provenance = Dire ce qu’un fichier déclare de son origine (Content Credentials) et si la signature est valable.
help-file = Une photographie.
help-config = Un fichier YAML de réglages.

## La page de discussion

page-open = La page est ouverte à l’adresse : { $url }
page-open_to_others = Pour les autres de votre réseau : { $url }
page-skip = Aller aux boutons photo
page-hero-title = Redonnez vie à une vieille photo
page-hero-lead = Les rayures disparaissent, les couleurs reviennent. L’original n’est jamais modifié.
page-privacy = { $hours ->
    [one] Les photos sont supprimées après { $hours } heure. Personne ne les regarde, et rien n’est entraîné avec elles.
   *[other] Les photos sont supprimées après { $hours } heures. Personne ne les regarde, et rien n’est entraîné avec elles.
  }
page-thread-label = Vos photos
page-noscript = Cette page a besoin de JavaScript.
page-intake-choose = Choisir des photos
page-intake-photograph = Prendre une photo
page-intake-hint = ou déposez-les, collez-les ici
page-intake-drop = Déposez vos photos ici
page-intake-label = Ajouter des photos
page-sending-waits = En attente d’envoi…
page-sending-goes = Envoi en cours…
page-sending-again = Envoyer à nouveau
page-sending-too_large = Le fichier est trop lourd : { $limit } Mo au maximum.
page-photo-name = Photo { $number }
page-photo-done = { $name } : terminé.
page-compare-slider = Avant et après : déplacer la ligne
page-compare-before = Avant
page-compare-after = Après
page-compare-nearer = Plus près
page-compare-farther = Plus loin
page-compare-expand = Plein écran
page-version-choose = Quelle version
page-version-restored = Restaurée
page-version-colorized = En couleur
page-report-title = Ce qui a été trouvé et fait
page-marks-show = Montrer ce qui a été comblé
page-kept-until = Conservée ici jusqu’au { $moment }, puis supprimée.
page-tools-label = Modifier le résultat
page-cancel = Arrêter
page-close = Fermer
page-keep = Conserver
page-apply = Appliquer
page-crop-title = Recadrer
page-crop-left = Tourner à gauche
page-crop-right = Tourner à droite
page-crop-whole = Image entière
page-crop-frame = Cadre de recadrage
page-crop-keys = Cadre de recadrage. Les flèches le déplacent ; avec Maj, elles changent sa taille.
page-mask-title = Marquer les dégâts
page-mask-lead = Ce qui est en rouge est comblé. Peignez sur les rayures, les taches et les déchirures ; effacez là où l’image doit rester telle quelle.
page-mask-keys = Image à peindre. Les flèches déplacent le pinceau, la barre d’espace l’abaisse et le lève.
page-mask-brush = Pinceau
page-mask-eraser = Gomme
page-mask-size = Taille
page-mask-undo = Annuler
page-mask-clear = Effacer
page-mask-search = Rechercher
page-mask-fill = Combler
page-colors-title = Choisir les couleurs
page-colors-lead = Choisissez une couleur et cliquez sur ce qui la portait. Un clic sur un point l’enlève ; glissez-le pour le déplacer.
page-colors-keys = Image à colorer. Les flèches déplacent la pipette, la barre d’espace pose un point.
page-colors-choose = Couleur
page-colors-own = Autre
page-colors-apply = Colorer
page-colors-skin = Peau
page-colors-blond = Blond
page-colors-brown = Brun
page-colors-red = Rouge
page-colors-pink = Rose
page-colors-yellow = Jaune
page-colors-green = Vert
page-colors-khaki = Kaki
page-colors-field_grey = Gris-vert
page-colors-sky = Bleu ciel
page-colors-navy = Bleu marine
page-colors-purple = Violet
page-colors-grey = Gris
page-sliders-title = Affiner
page-sliders-reset = Comme avant
page-download-one = Télécharger : { $version }
page-download-compare = Avant/après
page-download-zip = Tout (zip)
page-download-all = Tout télécharger
page-delete-one = Supprimer
page-delete-ask = Supprimer cette photo et tout ce qui en a été fait ? C’est définitif.
page-forget-title = Tout oublier
page-forget-ask = Supprimer toutes vos photos, tous les résultats et réglages ? C’est définitif.
page-settings-title = Réglages
page-settings-language = Langue
page-connection-lost = La connexion est perdue ; nouvel essai…
page-connection-none = Le serveur est injoignable. Réessayez dans un instant.
page-went_wrong = Quelque chose s’est mal passé. Veuillez réessayer.
page-locked-title = Cette page est privée
page-locked-lead = Ouvrez le lien que vous avez reçu, ou entrez le mot secret.
page-locked-secret = Mot secret
page-locked-enter = Entrer
page-problem-locked = Cette page est privée. Ouvrez d’abord le lien avec le mot secret.
page-problem-wrong_secret = Ce n’est pas le mot secret.
page-problem-stranger = Cette demande vient d’un autre site et a été refusée.
page-problem-host = La page n’est pas servie sous ce nom.
page-problem-not_found = Il n’y a rien ici, ou plus rien. Veuillez renvoyer la photo.
page-problem-request = Cette demande n’est pas comprise.
page-problem-too_large = Le fichier est trop lourd : { $limit } Mo au maximum.
page-problem-too_slow = Le fichier n’est pas arrivé à temps. Veuillez le renvoyer.
page-problem-busy = Il y a trop à faire en ce moment. Réessayez dans un instant.
page-problem-too_often = C’était trop à la fois. Veuillez réessayer dans un instant.
page-problem-no_photo = Le formulaire ne contient pas de photo dans le champ « photo ».
page-problem-form = Il faut ici un formulaire multipart.
page-problem-field = Le champ « { $name } » est inutilisable.
page-problem-json = Ce n’est pas un objet JSON.
page-problem-mask = Le masque doit être un PNG à un canal, de 4096 pixels de côté au plus.
web-secret_needed = La page écouterait sur { $host }, où d’autres peuvent l’atteindre : { $key } doit être défini, par { $variable } dans l’environnement.
web-secret_short = { $key } est trop court : il faut au moins { $minimum } caractères.
web-port = La page ne peut pas écouter sur { $host }, port { NUMBER($port, useGrouping: 0) } : un autre programme l’occupe, peut-être Heirloom lui-même. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } choisit un port libre.
web-other_port = Le port { NUMBER($port, useGrouping: 0) } est pris par un autre programme ; la page est donc sur le premier port libre suivant. HEIRLOOM_WEB_PORT fixe un port.
web-address = La page ne peut pas écouter sur { $host }, port { NUMBER($port, useGrouping: 0) } : { $reason }. HEIRLOOM_WEB_HOST et HEIRLOOM_WEB_PORT en choisissent d’autres.
telegram-open = Le bot Telegram est à l’écoute : { $url }
telegram-went_wrong = Quelque chose s’est mal passé. Veuillez réessayer.
telegram-token = Telegram ne connaît pas le jeton de ce bot. Recopiez-le depuis @BotFather dans { $variable }.
telegram-address = Le webhook pour Telegram ne peut pas écouter sur { $host }, port { NUMBER($port, useGrouping: 0) } : { $reason }.
telegram-webhook = Telegram n’accepte pas { $url } comme adresse du webhook : { $reason }.
telegram-lacking = Je ne peux pas envoyer de photos dans ce groupe. Un administrateur peut l’autoriser : touchez le nom du groupe, puis Modifier, Autorisations.

## What is said to a chat

language-name = Français
status-queued = { $number ->
    [1] Votre photo est dans la file d’attente.
   *[other] Vos photos sont dans la file d’attente.
  }
status-queued-place = { $number ->
    [1] Votre photo est dans la file d’attente
   *[other] Vos photos sont dans la file d’attente
  } ; { $place ->
    [one] { $place } photo passe avant
   *[other] { $place } photos passent avant
  }.
status-looking = examen de la photo
status-running = En cours : { $stage }, { $percent } %
status-running-several = Photo { $number } sur { $total } en cours : { $stage }, { $percent } % du total
status-sending = C’est fait, envoi en cours.
status-cancelled = Arrêté. Renvoyez la photo pour recommencer.
status-part = Photo { $number } : { $report }
status-send_as_file = Pour un meilleur résultat, envoyez les photos comme fichiers : envoyées comme photos, elles arrivent réduites.
status-not_sent = Le résultat n’a pas pu être envoyé ici. Essayez « { button-files } ».
reply-caption = { $number ->
    [1] Voici votre photo.
   *[other] Voici vos photos.
  }
choice-on = Activer
choice-off = Désactiver
choice-color-auto = Coloriser le noir et blanc
choice-color-always = Tout coloriser
choice-color-never = Ne rien coloriser
choice-automatic-on = Restaurer chaque photo
choice-automatic-off = Seulement sur demande

## Buttons

button-gentler = Plus doux
button-stronger = Plus fort
button-color_on = En couleur
button-color_off = Sans couleur
button-less_vivid = Moins vif
button-more_vivid = Plus vif
button-other_colors = Autres couleurs
button-rotate = Tourner
button-files = Pleine qualité
button-cancel = Arrêter
button-delete = Supprimer

## Commands: for menus, and their answers

command-start = Dire ce que c’est
command-help = Lister les commandes
command-restore = Restaurer la photo à laquelle on répond
command-colorize = La même chose, en couleur
command-automatic = Restaurer chaque photo du groupe, ou seulement sur demande
command-settings = Montrer et changer ce que cette discussion a choisi
command-language = Choisir la langue
command-cancel = Arrêter ce que j’ai en cours
command-privacy = Dire ce qui est gardé, et combien de temps
command-forget = Supprimer tout ce qui est gardé de moi
command-stats = Dire comment va le service
command-allow = Permettre ce bot à quelqu’un
command-block = Ne plus répondre à quelqu’un
answer-start = Envoyez une vieille photo : elle revient restaurée, et en couleur si elle était en noir et blanc.
answer-start-group = Je restaure les vieilles photos et colorise celles en noir et blanc.
answer-how = Répondez à une photo par /restore.
answer-help = Envoyez une photo. Dans un groupe, répondez à l’une d’elles par /restore.
privacy = { $hours ->
    [one] Les photos et les résultats sont gardés { NUMBER($hours, maximumFractionDigits: 1) } heure, puis supprimés.
   *[other] Les photos et les résultats sont gardés { NUMBER($hours, maximumFractionDigits: 1) } heures, puis supprimés.
  } Personne ne les regarde, rien n’est entraîné avec, et les lieux qu’elles contiennent ne sont jamais transmis. /{ $forget } supprime tout aussitôt.
answer-unknown = Cette commande n’existe pas. /help les liste.
answer-admins_only = Seuls les administrateurs du groupe le peuvent.
answer-operators_only = Seule la personne qui exploite ce bot le peut.
answer-groups_only = C’est pour les groupes ; ici, chaque photo est restaurée de toute façon.
answer-which_photo = Quelle photo ? Joignez-la, ou répondez-lui par cette commande.
answer-automatic = Restaurer chaque photo de ce groupe sans qu’on le demande ?
answer-automatic-on = Désormais, chaque photo de ce groupe est restaurée.
answer-automatic-blind = Mais on ne me les montre pas encore.
rights-telegram = Nommez-moi administrateur du groupe, aucun droit n’est nécessaire : touchez le nom du groupe, puis Modifier, Administrateurs, Ajouter un administrateur, et choisissez-moi.
answer-automatic-off = Les photos de ce groupe ne sont restaurées que sur demande.
answer-language = Quelle langue ?
answer-language-set = Désormais, je parle français ici.
answer-forget = { $number ->
    [0] Rien n’était gardé de vous.
    [one] { $number } photo et tout ce qui en est venu ont été supprimés.
   *[other] { $number } photos et tout ce qui en est venu ont été supprimés.
  }
answer-no_such_button = Ce bouton ne fait plus rien.
answer-send_again = La photo n’est plus gardée. Renvoyez-la, s’il vous plaît.
answer-not_yours = Seule la personne qui l’a demandé, ou un administrateur, peut faire cela.
answer-deleted = La photo et tout ce qui en a été fait ont été supprimés.
answer-cancelled = Arrêté.
answer-too_late = C’est déjà fait.
answer-still_working = C’est encore en cours.
answer-files = Les fichiers sont en cours d’envoi.
answer-working = C’est parti.
answer-color = Quelles photos faut-il coloriser ici ?
answer-color-auto = Désormais, les photos en noir et blanc sont colorisées ici.
answer-color-always = Désormais, chaque photo est colorisée ici.
answer-color-never = Désormais, les photos ne sont colorisées ici que sur demande.
answer-cancel = { $number ->
    [0] Vous n’avez rien en cours ici.
   *[other] Arrêté.
  }
answer-whom = Qui ? Répondez par cette commande à un de ses messages, ou écrivez son identifiant derrière.
answer-allow-person = { $id } peut utiliser ce bot.
answer-allow-chat = Ce groupe peut utiliser ce bot.
answer-block-person = { $id } ne reçoit plus de réponse.
answer-block-chat = Ce groupe ne reçoit plus de réponse.
answer-block-operator = Qui exploite ce bot ne peut pas être bloqué.

## Ce qu’une discussion a choisi

chosen-intro = Ce que cette discussion a choisi :
chosen-language = Langue : { $language }
chosen-language-own = Langue : celle de chacun
chosen-color-auto = Couleur : les photos en noir et blanc
chosen-color-always = Couleur : chaque photo
chosen-color-never = Couleur : seulement sur demande
chosen-automatic-on = Restaurées : toutes les photos du groupe
chosen-automatic-off = Restaurées : seulement sur demande

## Pour l’exploitant

stats-done = Photos en 24 heures : { $restored } restaurées, { $failed } échouées
stats-people = Personnes en 24 heures : { $number }
stats-queue = Maintenant : { $waiting } en attente, { $running } en cours
stats-seconds = Délai habituel de l’arrivée au résultat : { NUMBER($seconds, maximumFractionDigits: 1) } s
stats-workers = Processus de travail : { $number }

## The strengths of the recipe

parameter-invert = Faire un positif d’un négatif
parameter-exposure = Éclaircir ce qui est trop sombre
parameter-repair = Recherche des dégâts
parameter-stains = Éclaircir les taches
parameter-inpaint = Combler les dégâts
parameter-clean = Nettoyer et affiner
parameter-grain = Grain argentique
parameter-fading = Raviver les tons passés
parameter-cast = Ôter la dominante
parameter-contrast = Contraste
parameter-enhance = Rendre net
parameter-colorize = Coloriser
parameter-vividness = Vivacité des couleurs
parameter-alternative = Autres couleurs en cas de doute

## What is not taken, and work that fails

refused-megabytes = Le fichier fait { NUMBER($megabytes, maximumFractionDigits: 1) } Mo, et { NUMBER($limit, maximumFractionDigits: 1) } Mo au plus sont permis. Réduisez-le d’abord.
refused-too_large = Le fichier dépasse les { NUMBER($limit, maximumFractionDigits: 1) } Mo permis. Réduisez-le d’abord.
refused-queue_full = Tant de photos attendent que la vôtre attendrait trop. Réessayez dans un moment.
refused-unfinished = { $limit } de vos photos attendent déjà. Envoyez-en d’autres quand certaines seront prêtes.
refused-quota = Ce serait plus que les { $limit } photos permises par jour. Revenez demain.
refused-album = On peut envoyer { $limit } photos ensemble au plus. Envoyez les autres ensuite.
refused-not_allowed = Ce service ne vous est pas ouvert. Demandez à son exploitant.
refused-blocked = Les photos envoyées d’ici ne sont pas prises.
refused-wish = Le souhait « { $name } » ne peut pas être exaucé ainsi.
work-crashed = Cette photo ne peut pas être restaurée : le travail s’est interrompu chaque fois. L’enregistrer à nouveau avec un autre programme peut aider.
work-too_slow = Le travail sur cette photo a pris plus de { NUMBER($minutes, maximumFractionDigits: 1) } min et a été arrêté. Réduisez-la d’abord.
work-failed = Quelque chose a mal tourné de notre côté avec cette photo. Renvoyez-la plus tard.
work-file_gone = Le fichier ne peut plus être récupéré. Renvoyez la photo, s’il vous plaît.
work-original_gone = La photo a été supprimée avant d’être restaurée. Renvoyez-la, s’il vous plaît.

## The service

database-unreachable = La base de données ne répond pas : { $reason }. « heirloom serve » tourne-t-il, HEIRLOOM_DATABASE_URL est-elle juste ?
database-address = HEIRLOOM_DATABASE_URL est illisible. Elle devrait ressembler à postgresql://user@host/name.
database-failed = La base de données ne démarre pas : { $reason }. Voir { $log }.
database-major = Le dossier { $path } vient de PostgreSQL { $found }, et ce Heirloom apporte PostgreSQL { $needed }. Sauvegardez-le par pg_dump avec l’ancien Heirloom, écartez-le, démarrez celui-ci et chargez la sauvegarde par psql.
database-user = PostgreSQL ne tourne pas sous l’identifiant { NUMBER($uid, useGrouping: 0) }, qui n’a pas de nom ici. Donnez-lui une ligne dans /etc/passwd, ou définissez HEIRLOOM_DATABASE_URL.
database-folder = Le dossier { $path } est à quelqu’un d’autre ou ouvert à d’autres. Supprimez-le.
database-none = Il n’y a pas de base intégrée pour { $system }. Donnez un PostgreSQL dans HEIRLOOM_DATABASE_URL.
database-newer = Un Heirloom plus récent a servi cette base (tables à l’étape { $found }, celui-ci connaît { $known }). Utilisez-le.
settings-data = Impossible de conserver quoi que ce soit dans { $path } : { $reason }. HEIRLOOM_DATA désigne un autre dossier.
settings-metrics_port = Les mesures ne peuvent pas être servies sur { $host }, port { NUMBER($port, useGrouping: 0) } : { $reason }. HEIRLOOM_METRICS_PORT choisit un autre port.
store-address = blobs.url, { $url }, ne désigne aucun stockage. Il devrait ressembler à s3://compartiment/dossier, ou rester vide pour un dossier de cette machine.
store-keys = Les clés ne doivent pas figurer dans blobs.url. Mettez-les dans l’environnement ; pour S3 : AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY.
store-denied = Le stockage { $url } ne laisse pas Heirloom écrire, lire et effacer. Les clés de l’environnement sont-elles justes (pour S3 : AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY) et en ont-elles le droit ?
store-missing = { $url } n’existe pas. Créez d’abord le compartiment ou corrigez blobs.url.
store-unreachable = Le stockage { $url } ne répond pas : { $reason }. Son adresse et ses clés dans l’environnement sont-elles justes (pour S3 : AWS_ENDPOINT_URL, AWS_REGION et AWS_ACCESS_KEY_ID) ?
settings-no_platform = Aucune plateforme n’est activée. Il y a : { $platforms }.
settings-no_extra = { $platform } est activée, mais ses bibliothèques manquent : pip install 'heirloom[{ $extra }]'.
serve-stop = Ctrl-C arrête Heirloom.
serve-stopped = Heirloom est arrêté.
help-serve = Faire tourner tout le service : base, plateformes de discussion et un travailleur.
help-worker = Restaurer les photos de la file d’un service, ici ou sur une autre machine.

## Discord

discord-token = Discord ne connaît pas le jeton de ce bot. Copiez-le de nouveau du portail des développeurs dans { $variable }.
discord-address = Le réglage { $key } ne contient pas l’adresse d’un serveur qui parle comme Discord.
discord-intent = Discord n’a pas accordé à ce bot le « Message Content Intent » que demande { $key }. Activez-le dans le portail des développeurs, ou désactivez le réglage.
discord-refused = Discord ferme toutes les connexions de ce bot, avec le code { NUMBER($number, useGrouping: 0) }.
discord-invitation = Invitez le bot Discord avec : { $url }
discord-fetch = Obtenir le résultat
discord-slowly = { $seconds ->
    [one] Moins vite, s’il vous plaît : de nouveau dans une seconde.
   *[other] Moins vite, s’il vous plaît : de nouveau dans { $seconds } secondes.
  }
discord-unseen = Je ne vois pas la photo de ce message. Faites un clic droit dessus (sur un téléphone, appui long), puis Applications et « Restaurer la photo ».
discord-nothing_there = Aucune photo n’est jointe à ce message.
discord-lacking = Je ne peux pas envoyer d’images ici. Un administrateur de ce serveur peut l’autoriser : { $permissions }.
discord-elsewhere = Je ne peux pas répondre là où vous avez demandé. Un administrateur de ce serveur peut l’autoriser : { $permissions }.
discord-closed = Je ne peux pas répondre là où vous avez demandé ; c’est pourquoi ceci arrive ici.
discord-late = Discord ne me laisse répondre là-bas que pendant 15 minutes ; c’est pourquoi ceci arrive ici.
discord-too_large = Les images sont plus grandes que ce que Discord accepte ici.
discord-went_wrong = Quelque chose s’est mal passé. Veuillez réessayer.
discord-permission-view_channel = Voir le salon
discord-permission-send_messages = Envoyer des messages
discord-permission-send_messages_in_threads = Envoyer des messages dans les fils
discord-permission-attach_files = Joindre des fichiers
discord-menu-restore = Restaurer la photo
discord-menu-colorize = Coloriser la photo
discord-hint = Sur Discord : /{ discord-name-restore } avec une photo, ou clic droit sur la photo de quelqu’un (sur un téléphone, appui long), puis Applications et « Restaurer la photo », ou mentionnez-moi avec une photo.
discord-does-restore = Restaurer une vieille photo
discord-does-colorize = Restaurer une vieille photo, en couleur
discord-name-start = démarrer
discord-name-help = aide
discord-name-restore = restaurer
discord-name-colorize = coloriser
discord-name-automatic = automatique
discord-name-settings = réglages
discord-name-language = langue
discord-name-cancel = annuler
discord-name-privacy = confidentialité
discord-name-forget = oublier
discord-name-stats = statistiques
discord-name-allow = autoriser
discord-name-block = bloquer
discord-option-photo = photo
discord-option-colorize = coloriser
discord-option-strength = intensité
discord-option-private = privé
discord-option-choice = choix
discord-about-photo = La vieille photo
discord-about-colorize = En couleur ou non ; sans précision : si elle est en noir et blanc
discord-about-strength = L’intensité, en pour cent ; 50 est ce qu’il faut à la photo
discord-about-private = Ne montrer la réponse qu’à vous
discord-about-choice = Que choisir ; sans précision, on vous le demande
