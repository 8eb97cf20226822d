package board

// pageWords are what only our own pages say, by language.
var pageWords = map[string]map[string]string{
	"newer":  {"en": "Newer", "ko": "다음 글", "ru": "Новее", "ar": "الأحدث", "fr": "Plus récent", "es": "Más reciente", "zh": "较新", "mn": "Дараах", "he": "חדש יותר"},
	"older":  {"en": "Older", "ko": "이전 글", "ru": "Ранее", "ar": "الأقدم", "fr": "Plus ancien", "es": "Anterior", "zh": "较早", "mn": "Өмнөх", "he": "ישן יותר"},
	"all":    {"en": "All posts", "ko": "목록", "ru": "Все сообщения", "ar": "كل الأخبار", "fr": "Toutes les annonces", "es": "Todas las noticias", "zh": "全部", "mn": "Бүх мэдээ", "he": "כל ההודעות"},
	"pinned": {"en": "Pinned", "ko": "공지", "ru": "Закреплено", "ar": "مثبت", "fr": "Épinglé", "es": "Fijado", "zh": "置顶", "mn": "Онцолсон", "he": "נעוץ"},
	"none":   {"en": "No posts yet.", "ko": "아직 글이 없습니다.", "ru": "Пока нет сообщений.", "ar": "لا توجد أخبار بعد.", "fr": "Aucune annonce pour le moment.", "es": "Aún no hay noticias.", "zh": "暂无内容。", "mn": "Одоогоор мэдээ алга.", "he": "אין הודעות עדיין."},
}

// pageWord is one of them in the language of a tag, or in English.
func pageWord(key, lang string) string { return inLanguage(pageWords[key], lang) }
