// Package locale provides what the published pages say in their own words, in
// the languages of the readers: words, dates, months, language names and
// writing directions. The renderer and the site's pages use it. It takes and
// returns strings and times, and knows nothing about posts.
package locale

import "strings"

// ArticleWords are the words that an article says beside the post's own text.
// They are a table apart from [PageWords] because the widget's engine contains
// them, too, and should not grow by words that only pages need.
type ArticleWords struct {
	Updated   string // stands before the date of the last correction
	Withdrawn string // stands in place of a withdrawn post's text
}

// articleWords are the words by primary language subtag.
var articleWords = map[string]ArticleWords{
	"en": {Updated: "updated", Withdrawn: "Withdrawn"},
	"ko": {Updated: "수정", Withdrawn: "게시 철회"},
	"ru": {Updated: "обновлено", Withdrawn: "Отозвано"},
	"ar": {Updated: "تحديث", Withdrawn: "سُحب"},
	"fr": {Updated: "mis à jour", Withdrawn: "Retiré"},
	"es": {Updated: "actualizado", Withdrawn: "Retirado"},
	"zh": {Updated: "更新", Withdrawn: "已撤回"},
	"mn": {Updated: "шинэчилсэн", Withdrawn: "Эргүүлэн татсан"},
	"he": {Updated: "עודכן", Withdrawn: "נמשך"},
	"tr": {Updated: "güncellendi", Withdrawn: "Geri çekildi"},
	"kk": {Updated: "жаңартылды", Withdrawn: "Кері қайтарылды"},
	"fa": {Updated: "به‌روزرسانی", Withdrawn: "پس گرفته شد"},
	"de": {Updated: "aktualisiert", Withdrawn: "Zurückgezogen"},
	"ja": {Updated: "更新", Withdrawn: "撤回"},
}

// ArticleWordsIn returns the words in the language of a BCP 47 tag, in English
// if that language is not in the table.
func ArticleWordsIn(tag string) ArticleWords { return inLanguage(articleWords, tag) }

// inLanguage looks up the language of a tag, and English if it is missing.
func inLanguage[T any](table map[string]T, tag string) T {
	if found, ok := table[primary(tag)]; ok {
		return found
	}
	return table["en"]
}

// primary is the primary language subtag, in lower case: "pt" of "pt-BR".
func primary(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language
}
