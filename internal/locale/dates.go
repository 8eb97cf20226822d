package locale

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// A dateForm is how a language writes a day and a month: D, M and Y stand
// for the day, the month's name and the year. A name has a low line where it
// has a space.
type dateForm struct {
	day, month   string
	names, alone string // the names in a day; on their own, if they differ
}

var dateForms = map[string]dateForm{
	"en": {"D M Y", "M Y", "January February March April May June July August September October November December", ""},
	"fr": {"D M Y", "M Y", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", ""},
	"es": {"D de M de Y", "M de Y", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", ""},
	"ru": {"D M Y г.", "M Y г.", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"},
	"ar": {"D M Y", "M Y", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", ""},
	"he": {"D בM Y", "M Y", "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר", ""},
	"ko": {"Y년 M D일", "Y년 M", "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월", ""},
	"zh": {"Y年MD日", "Y年M", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", ""},
	"de": {"D. M Y", "M Y", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", ""},
	"tr": {"D M Y", "M Y", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık", ""},
	"kk": {"Y ж. D M", "Y ж. M", "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан", ""},
	"ja": {"Y年MD日", "Y年M", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", ""},
	"mn": {"Y оны M D", "Y оны M", "1-р_сарын 2-р_сарын 3-р_сарын 4-р_сарын 5-р_сарын 6-р_сарын 7-р_сарын 8-р_сарын 9-р_сарын 10-р_сарын 11-р_сарын 12-р_сарын",
		"1-р_сар 2-р_сар 3-р_сар 4-р_сар 5-р_сар 6-р_сар 7-р_сар 8-р_сар 9-р_сар 10-р_сар 11-р_сар 12-р_сар"},
}

// formOf is how the language of a tag writes dates; without a tag our words
// are English, and so are dates. Languages we do not know get figures.
func formOf(lang string) (dateForm, bool) {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	form, ok := dateForms[cmp.Or(primary, "en")]
	return form, ok
}

// LongDate writes a day out in a language.
func LongDate(day time.Time, lang string) string {
	form, ok := formOf(lang)
	if !ok {
		return day.Format(time.DateOnly)
	}
	return form.fill(form.day, form.names, day)
}

// MonthName writes a month out in a language.
func MonthName(t time.Time, lang string) string {
	form, ok := formOf(lang)
	if !ok {
		return t.Format("2006-01")
	}
	return form.fill(form.month, cmp.Or(form.alone, form.names), t)
}

func (form dateForm) fill(pattern, names string, t time.Time) string {
	name := strings.ReplaceAll(strings.Fields(names)[t.Month()-1], "_", " ")
	return strings.NewReplacer("D", strconv.Itoa(t.Day()), "M", name, "Y", strconv.Itoa(t.Year())).Replace(pattern)
}

// languageNames are what languages call themselves.
var languageNames = map[string]string{
	"ar": "العربية", "be": "Беларуская", "bg": "Български", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
	"en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "he": "עברית",
	"hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
	"kk": "Қазақ тілі", "ko": "한국어", "ky": "Кыргызча", "lt": "Lietuvių", "lv": "Latviešu", "mn": "Монгол", "ms": "Bahasa Melayu", "nl": "Nederlands",
	"no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sr": "Српски",
	"sv": "Svenska", "sw": "Kiswahili", "tg": "Тоҷикӣ", "th": "ไทย", "tk": "Türkmençe", "tr": "Türkçe", "uk": "Українська", "ur": "اردو",
	"uz": "Oʻzbekcha", "vi": "Tiếng Việt", "zh": "中文",
}

// LanguageName names a language in itself, with what else its tag says.
func LanguageName(tag string) string {
	primary, rest, more := strings.Cut(tag, "-")
	name, ok := languageNames[strings.ToLower(primary)]
	switch {
	case !ok:
		return tag
	case more:
		return name + " (" + rest + ")"
	}
	return name
}

// rightToLeft are the languages that are written so.
var rightToLeft = map[string]bool{"ar": true, "fa": true, "he": true, "ur": true, "ps": true, "ckb": true, "ug": true, "yi": true, "dv": true}

func Direction(lang string) string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if rightToLeft[primary] {
		return "rtl"
	}
	return ""
}
