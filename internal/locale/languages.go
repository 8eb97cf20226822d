package locale

import "strings"

// languageNames are the names that languages call themselves, by primary
// language subtag.
var languageNames = map[string]string{
	"ar": "العربية", "be": "Беларуская", "bg": "Български", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
	"en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "he": "עברית",
	"hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
	"kk": "Қазақ тілі", "ko": "한국어", "ky": "Кыргызча", "lt": "Lietuvių", "lv": "Latviešu", "mn": "Монгол", "ms": "Bahasa Melayu", "nl": "Nederlands",
	"no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sr": "Српски",
	"sv": "Svenska", "sw": "Kiswahili", "tg": "Тоҷикӣ", "th": "ไทย", "tk": "Türkmençe", "tr": "Türkçe", "uk": "Українська", "ur": "اردو",
	"uz": "Oʻzbekcha", "vi": "Tiếng Việt", "zh": "中文",
}

// LanguageName returns the name of a language in that language. Further
// subtags follow in parentheses: "Português (BR)". A tag that is not in the
// table is returned as it is.
func LanguageName(tag string) string {
	_, subtags, more := strings.Cut(tag, "-")
	name, ok := languageNames[primary(tag)]
	switch {
	case !ok:
		return tag
	case more:
		return name + " (" + subtags + ")"
	}
	return name
}

// rightToLeft are the languages that are written from right to left.
var rightToLeft = map[string]bool{"ar": true, "fa": true, "he": true, "ur": true, "ps": true, "ckb": true, "ug": true, "yi": true, "dv": true}

// Direction returns the value of HTML's dir attribute for a language: "rtl",
// or "" where the default is right.
func Direction(tag string) string {
	if rightToLeft[primary(tag)] {
		return "rtl"
	}
	return ""
}
