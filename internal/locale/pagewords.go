package locale

import ()

// ownWords are what only our own pages say.
type ownWords struct {
	Newer, Older, All, Archive, Topics, Dates, Languages, Pages,
	Board, Skip, Source, Moved, NotFound, Gone, Pinned, None string
}

// pageWords are they by language.
var pageWords = map[string]ownWords{
	"en": {
		"Newer", "Older", "All posts", "Archive", "Topics", "By date", "Languages", "Pages",
		"Board", "Skip to content", "Source text", "This post has moved:", "Page not found", "There is nothing at this address, or not any more.", "Pinned", "No posts yet.",
	},
	"ko": {
		"다음 글", "이전 글", "목록", "모아보기", "주제", "날짜별", "언어", "쪽",
		"게시판", "본문으로 건너뛰기", "원문 텍스트", "글의 주소가 바뀌었습니다:", "페이지를 찾을 수 없습니다", "이 주소에는 글이 없거나 더 이상 볼 수 없습니다.", "공지", "아직 글이 없습니다.",
	},
	"ru": {
		"Новее", "Ранее", "Все сообщения", "Архив", "Темы", "По датам", "Языки", "Страницы",
		"Лента", "К содержанию", "Исходный текст", "Адрес сообщения изменился:", "Страница не найдена", "По этому адресу ничего нет или уже нет.", "Закреплено", "Пока нет сообщений.",
	},
	"ar": {
		"الأحدث", "الأقدم", "كل الأخبار", "الأرشيف", "المواضيع", "حسب التاريخ", "اللغات", "الصفحات",
		"اللوحة", "انتقل إلى المحتوى", "النص المصدر", "انتقل هذا الخبر إلى:", "الصفحة غير موجودة", "لا يوجد شيء في هذا العنوان، أو لم يعد موجودًا.", "مثبت", "لا توجد أخبار بعد.",
	},
	"fr": {
		"Plus récent", "Plus ancien", "Toutes les annonces", "Archives", "Thèmes", "Par date", "Langues", "Pages",
		"Rubriques", "Aller au contenu", "Texte source", "Cette annonce a changé d’adresse :", "Page introuvable", "Il n’y a rien à cette adresse, ou plus rien.", "Épinglé", "Aucune annonce pour le moment.",
	},
	"es": {
		"Más reciente", "Anterior", "Todas las noticias", "Archivo", "Temas", "Por fecha", "Idiomas", "Páginas",
		"Secciones", "Ir al contenido", "Texto fuente", "Esta noticia se ha trasladado:", "Página no encontrada", "No hay nada en esta dirección, o ya no.", "Fijado", "Aún no hay noticias.",
	},
	"zh": {
		"较新", "较早", "全部", "归档", "主题", "按日期", "语言", "页",
		"公告板", "跳到正文", "源文本", "本文地址已变更：", "找不到页面", "此地址没有内容，或内容已不存在。", "置顶", "暂无内容。",
	},
	"mn": {
		"Дараах", "Өмнөх", "Бүх мэдээ", "Архив", "Сэдэв", "Огноогоор", "Хэл", "Хуудас",
		"Самбар", "Агуулга руу очих", "Эх бичвэр", "Мэдээний хаяг өөрчлөгдсөн:", "Хуудас олдсонгүй", "Энэ хаягт юу ч алга, эсвэл устсан байна.", "Онцолсон", "Одоогоор мэдээ алга.",
	},
	"he": {
		"חדש יותר", "ישן יותר", "כל ההודעות", "ארכיון", "נושאים", "לפי תאריך", "שפות", "עמודים",
		"לוח", "דילוג לתוכן", "טקסט המקור", "ההודעה עברה לכתובת:", "הדף לא נמצא", "אין דבר בכתובת זו, או שכבר אין.", "נעוץ", "אין הודעות עדיין.",
	},
	"tr": {
		"Daha yeni", "Daha eski", "Tüm duyurular", "Arşiv", "Konular", "Tarihe göre", "Diller", "Sayfalar",
		"Pano", "İçeriğe geç", "Kaynak metin", "Bu duyurunun adresi değişti:", "Sayfa bulunamadı", "Bu adreste bir şey yok ya da artık yok.", "Sabit", "Henüz duyuru yok.",
	},
	"kk": {
		"Жаңарақ", "Ертерек", "Барлық хабарлар", "Мұрағат", "Тақырыптар", "Күні бойынша", "Тілдер", "Беттер",
		"Тақта", "Мазмұнға өту", "Бастапқы мәтін", "Бұл хабардың мекенжайы өзгерді:", "Бет табылмады", "Бұл мекенжайда ештеңе жоқ немесе енді жоқ.", "Бекітілген", "Әзірге хабар жоқ.",
	},
	"fa": {
		"جدیدتر", "قدیمی‌تر", "همهٔ خبرها", "بایگانی", "موضوع‌ها", "بر پایهٔ تاریخ", "زبان‌ها", "صفحه‌ها",
		"تابلو", "پرش به محتوا", "متن منبع", "نشانی این خبر تغییر کرده است:", "صفحه پیدا نشد", "در این نشانی چیزی نیست یا دیگر نیست.", "سنجاق‌شده", "هنوز خبری نیست.",
	},
	"de": {
		"Neuer", "Älter", "Alle Mitteilungen", "Archiv", "Themen", "Nach Datum", "Sprachen", "Seiten",
		"Bereiche", "Zum Inhalt springen", "Quelltext", "Diese Mitteilung hat eine neue Adresse:", "Seite nicht gefunden", "Unter dieser Adresse gibt es nichts oder nichts mehr.", "Angeheftet", "Noch keine Mitteilungen.",
	},
	"ja": {
		"新しい記事", "前の記事", "一覧", "アーカイブ", "トピック", "日付別", "言語", "ページ",
		"掲示板", "本文へ移動", "原文テキスト", "このお知らせのアドレスは変わりました：", "ページが見つかりません", "このアドレスには何もないか、すでに削除されています。", "固定", "お知らせはまだありません。",
	},
}

// WordsIn are they in the language of a tag, or in English.
func WordsIn(lang string) ownWords { return inLanguage(pageWords, lang) }
