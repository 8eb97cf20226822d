// Package locale has the words, dates, months, language names and writing
// directions of the languages that the board's pages are written in. It takes
// and returns strings and times and knows nothing about posts.
package locale

import "strings"

// words are what an article says of its own, by language. They are in the
// widget's engine, too.
var words = map[string]map[string]string{
	"updated":   {"en": "updated", "ko": "수정", "ru": "обновлено", "ar": "تحديث", "fr": "mis à jour", "es": "actualizado", "zh": "更新", "mn": "шинэчилсэн", "he": "עודכן", "tr": "güncellendi", "kk": "жаңартылды", "fa": "به‌روزرسانی", "de": "aktualisiert", "ja": "更新"},
	"withdrawn": {"en": "Withdrawn", "ko": "게시 철회", "ru": "Отозвано", "ar": "سُحب", "fr": "Retiré", "es": "Retirado", "zh": "已撤回", "mn": "Эргүүлэн татсан", "he": "נמשך", "tr": "Geri çekildi", "kk": "Кері қайтарылды", "fa": "پس گرفته شد", "de": "Zurückgezogen", "ja": "撤回"},
}

// Word is a word in the language of a tag, or in English.
func Word(key, lang string) string { return inLanguage(words[key], lang) }

// inLanguage is what there is in the language of a tag, or in English.
func inLanguage[T any](by map[string]T, lang string) T {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if found, ok := by[primary]; ok {
		return found
	}
	return by["en"]
}
