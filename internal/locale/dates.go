package locale

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// A dateForm is how a language writes a date. In the patterns, D stands for
// the day, M for the month's name and Y for the year.
type dateForm struct {
	language   string // primary subtag
	day, month string // patterns of a full date and of a month with its year
	names      string // the twelve months as they stand in a full date; "_" stands for a space within a name
	alone      string // the same without a day, if the language writes them differently
	others     string // other names, twelve and twelve; "-" where there is none
}

var dateForms = []dateForm{
	{language: "en", day: "D M Y", month: "M Y",
		names: "January February March April May June July August September October November December"},
	{language: "fr", day: "D M Y", month: "M Y",
		names: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
	{language: "es", day: "D de M de Y", month: "M de Y",
		names:  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		others: "- - - - - - - - setiembre - - -"},
	{language: "ru", day: "D M Y г.", month: "M Y г.",
		names: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		alone: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"},
	{language: "ar", day: "D M Y", month: "M Y",
		names: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		others: "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول " +
			"جانفي فيفري - أفريل ماي جوان جويلية أوت شتنبر - نونبر دجنبر " +
			"- - - - - - يوليوز غشت - - - -"},
	{language: "he", day: "D בM Y", month: "M Y",
		names:  "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
		others: "- - מרס - - - - - - - - -"},
	{language: "ko", day: "Y년 M D일", month: "Y년 M",
		names: "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월"},
	{language: "zh", day: "Y年MD日", month: "Y年M",
		names: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"},
	{language: "de", day: "D. M Y", month: "M Y",
		names:  "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		others: "Jänner Feber - - - - - - - - - -"},
	{language: "tr", day: "D M Y", month: "M Y",
		names: "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"},
	{language: "kk", day: "Y ж. D M", month: "Y ж. M",
		names: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"},
	{language: "ja", day: "Y年MD日", month: "Y年M",
		names: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"},
	{language: "fa", // its calendar is another one, whose months have other names
		others: "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"},
	{language: "mn", day: "Y оны M D", month: "Y оны M",
		names:  "1-р_сарын 2-р_сарын 3-р_сарын 4-р_сарын 5-р_сарын 6-р_сарын 7-р_сарын 8-р_сарын 9-р_сарын 10-р_сарын 11-р_сарын 12-р_сарын",
		alone:  "1-р_сар 2-р_сар 3-р_сар 4-р_сар 5-р_сар 6-р_сар 7-р_сар 8-р_сар 9-р_сар 10-р_сар 11-р_сар 12-р_сар",
		others: "нэгдүгээр хоёрдугаар гуравдугаар дөрөвдүгээр тавдугаар зургаадугаар долоодугаар наймдугаар есдүгээр аравдугаар арван_нэгдүгээр арван_хоёрдугаар"},
}

// formOf returns how the language of a tag writes dates. No tag means English.
func formOf(tag string) (dateForm, bool) {
	language := cmp.Or(primary(tag), "en")
	for _, form := range dateForms {
		if form.language == language {
			return form, form.day != ""
		}
	}
	return dateForm{}, false
}

// LongDate writes a day with its month's name, in the language of a BCP 47
// tag: "26 November 2019". In a language that is not in the table it writes
// 2019-11-26.
func LongDate(day time.Time, tag string) string {
	form, ok := formOf(tag)
	if !ok {
		return day.Format(time.DateOnly)
	}
	return form.fill(form.day, form.names, day)
}

// MonthName writes a month with its year, in the language of a BCP 47 tag:
// "November 2019". In a language that is not in the table it writes 2019-11.
func MonthName(month time.Time, tag string) string {
	form, ok := formOf(tag)
	if !ok {
		return month.Format("2006-01")
	}
	return form.fill(form.month, cmp.Or(form.alone, form.names), month)
}

func (form dateForm) fill(pattern, names string, t time.Time) string {
	name := strings.ReplaceAll(strings.Fields(names)[t.Month()-1], "_", " ")
	return strings.NewReplacer("D", strconv.Itoa(t.Day()), "M", name, "Y", strconv.Itoa(t.Year())).Replace(pattern)
}

// A NamedMonth is a name of a month in a language: "ноября", "ноябрь".
type NamedMonth struct {
	Language, Name string
	Month          time.Month
}

// NamedMonths returns all names that months have in the table. Those that have
// their numbers in them, as in Korean, are not among them.
func NamedMonths() (list []NamedMonth) {
	for _, form := range dateForms {
		for i, name := range strings.Fields(form.names + " " + form.alone + " " + form.others) {
			if name[0] > '9' {
				list = append(list, NamedMonth{form.language, strings.ReplaceAll(name, "_", " "), time.Month(i%12 + 1)})
			}
		}
	}
	return list
}
