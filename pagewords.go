package board

// pageWords are what only our own pages say, by language.
var pageWords = map[string]map[string]string{
	"newer":     {"en": "Newer", "ko": "다음 글", "ru": "Новее", "ar": "الأحدث", "fr": "Plus récent", "es": "Más reciente", "zh": "较新", "mn": "Дараах", "he": "חדש יותר"},
	"older":     {"en": "Older", "ko": "이전 글", "ru": "Ранее", "ar": "الأقدم", "fr": "Plus ancien", "es": "Anterior", "zh": "较早", "mn": "Өмнөх", "he": "ישן יותר"},
	"all":       {"en": "All posts", "ko": "목록", "ru": "Все сообщения", "ar": "كل الأخبار", "fr": "Toutes les annonces", "es": "Todas las noticias", "zh": "全部", "mn": "Бүх мэдээ", "he": "כל ההודעות"},
	"archive":   {"en": "Archive", "ko": "모아보기", "ru": "Архив", "ar": "الأرشيف", "fr": "Archives", "es": "Archivo", "zh": "归档", "mn": "Архив", "he": "ארכיון"},
	"topics":    {"en": "Topics", "ko": "주제", "ru": "Темы", "ar": "المواضيع", "fr": "Thèmes", "es": "Temas", "zh": "主题", "mn": "Сэдэв", "he": "נושאים"},
	"dates":     {"en": "By date", "ko": "날짜별", "ru": "По датам", "ar": "حسب التاريخ", "fr": "Par date", "es": "Por fecha", "zh": "按日期", "mn": "Огноогоор", "he": "לפי תאריך"},
	"languages": {"en": "Languages", "ko": "언어", "ru": "Языки", "ar": "اللغات", "fr": "Langues", "es": "Idiomas", "zh": "语言", "mn": "Хэл", "he": "שפות"},
	"pages":     {"en": "Pages", "ko": "쪽", "ru": "Страницы", "ar": "الصفحات", "fr": "Pages", "es": "Páginas", "zh": "页", "mn": "Хуудас", "he": "עמודים"},
	"board":     {"en": "Board", "ko": "게시판", "ru": "Лента", "ar": "اللوحة", "fr": "Rubriques", "es": "Secciones", "zh": "公告板", "mn": "Самбар", "he": "לוח"},
	"skip":      {"en": "Skip to content", "ko": "본문으로 건너뛰기", "ru": "К содержанию", "ar": "انتقل إلى المحتوى", "fr": "Aller au contenu", "es": "Ir al contenido", "zh": "跳到正文", "mn": "Агуулга руу очих", "he": "דילוג לתוכן"},
	"source":    {"en": "Source text", "ko": "원문 텍스트", "ru": "Исходный текст", "ar": "النص المصدر", "fr": "Texte source", "es": "Texto fuente", "zh": "源文本", "mn": "Эх бичвэр", "he": "טקסט המקור"},
	"moved":     {"en": "This post has moved:", "ko": "글의 주소가 바뀌었습니다:", "ru": "Адрес сообщения изменился:", "ar": "انتقل هذا الخبر إلى:", "fr": "Cette annonce a changé d’adresse :", "es": "Esta noticia se ha trasladado:", "zh": "本文地址已变更：", "mn": "Мэдээний хаяг өөрчлөгдсөн:", "he": "ההודעה עברה לכתובת:"},
	"notFound":  {"en": "Page not found", "ko": "페이지를 찾을 수 없습니다", "ru": "Страница не найдена", "ar": "الصفحة غير موجودة", "fr": "Page introuvable", "es": "Página no encontrada", "zh": "找不到页面", "mn": "Хуудас олдсонгүй", "he": "הדף לא נמצא"},
	"gone":      {"en": "There is nothing at this address, or not any more.", "ko": "이 주소에는 글이 없거나 더 이상 볼 수 없습니다.", "ru": "По этому адресу ничего нет или уже нет.", "ar": "لا يوجد شيء في هذا العنوان، أو لم يعد موجودًا.", "fr": "Il n’y a rien à cette adresse, ou plus rien.", "es": "No hay nada en esta dirección, o ya no.", "zh": "此地址没有内容，或内容已不存在。", "mn": "Энэ хаягт юу ч алга, эсвэл устсан байна.", "he": "אין דבר בכתובת זו, או שכבר אין."},
	"pinned":    {"en": "Pinned", "ko": "공지", "ru": "Закреплено", "ar": "مثبت", "fr": "Épinglé", "es": "Fijado", "zh": "置顶", "mn": "Онцолсон", "he": "נעוץ"},
	"none":      {"en": "No posts yet.", "ko": "아직 글이 없습니다.", "ru": "Пока нет сообщений.", "ar": "لا توجد أخبار بعد.", "fr": "Aucune annonce pour le moment.", "es": "Aún no hay noticias.", "zh": "暂无内容。", "mn": "Одоогоор мэдээ алга.", "he": "אין הודעות עדיין."},
}

// pageWord is one of them in the language of a tag, or in English.
func pageWord(key, lang string) string { return inLanguage(pageWords[key], lang) }
