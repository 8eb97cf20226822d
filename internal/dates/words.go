package dates

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/locale"
)

// This file is what words mean in dates, and in which languages the month comes
// first. The names of months are those of package locale, and what else people
// call them. Abbreviations are beginnings of names, "Nov.", and need no table.

type class uint8

const (
	unknown    class = iota
	filler           // "de", "at": says nothing
	joiner           // the same, in front of a number
	weekday          // in full; abbreviations are beginnings
	beforeNoon       // AM
	afterNoon        // PM
	yearUnit
	monthUnit
	dayUnit
	hourUnit
	halfHour
	minuteUnit
	secondUnit
	ordinal // the ending of a number: "1st"
	zone    // n is how many minutes it is east of Greenwich
	era     // n is the year before its first
)

type meaning struct {
	class class
	n     int
}

// words are the meanings of words, with spaces between the words.
var words = []struct {
	class class
	words string
}{
	{joiner, "t"},
	{filler, "the of at de del le la las los a den dem um der saat в ב ה ת בשעה יום ביום في يوم الساعة ساعت روز күні сағат өдөр өдрийн цагт 서기 公元 西元 西暦"},
	{weekday, "monday tuesday wednesday thursday friday saturday sunday"},
	{weekday, "lundi mardi mercredi jeudi vendredi samedi dimanche"},
	{weekday, "lunes martes miércoles jueves viernes sábado domingo"},
	{weekday, "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"},
	{weekday, "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"},
	{weekday, "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس جمعة سبت أحد"},
	{weekday, "ראשון שני שלישי רביעי חמישי שישי שבת"},
	{weekday, "pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt çar paz cmt"},
	{weekday, "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі дс сс бс жм жс"},
	{weekday, "даваа мягмар лхагва пүрэв баасан бямба ням да мя лх пү ба бя"},
	{weekday, "دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه شنبه یکشنبه یک‌شنبه"},
	{weekday, "월요일 화요일 수요일 목요일 금요일 토요일 일요일 화 수 목 금 토"},
	{weekday, "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 火 水 木 金 土"},
	{weekday, "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日"},
	{beforeNoon, "am 오전 午前 上午 凌晨 早上 ص صباحا ق‌ظ قبل‌ازظهر"},
	{afterNoon, "pm noon 오후 午後 下午 中午 晚上 م مساء ب‌ظ بعدازظهر"},
	{yearUnit, "년 年 г год года году ж жыл жылғы жылы оны он"},
	{monthUnit, "월 月 сар сарын сард айының"},
	{dayUnit, "일 日 号 號"},
	{hourUnit, "시 時 时 点 點 h hr hrs hours heure heures hora horas uhr ч час часа часов цаг"},
	{halfHour, "반 半"},
	{minuteUnit, "분 分 min мин минут"},
	{secondUnit, "초 秒 s sec"},
	{ordinal, "st nd rd th er ère eme ème º го ого ны ний нд р дүгээр дугаар"},
}

// zones are abbreviations that mean one zone, and eras, as "name:number".
const (
	zones = "z:0 ut:0 utc:0 gmt:0 est:-300 edt:-240 cst:-360 cdt:-300 mst:-420 mdt:-360 pst:-480 pdt:-420" + // RFC 822 § 5.1
		" akst:-540 akdt:-480 hst:-600 wet:0 west:60 bst:60 cet:60 cest:120 mez:60 mesz:120 eet:120 eest:180 trt:180 msk:180 мск:180" +
		" hkt:480 sgt:480 ulat:480 kst:540 jst:540 aest:600 aedt:660 nzst:720 nzdt:780"
	eras = "明治:1867 大正:1911 昭和:1925 平成:1988 令和:2018 民國:1911 民国:1911"
)

// maxEastAsian is the length in bytes of the longest word of East Asia.
const maxEastAsian = len("星期一")

// vocabulary maps words in the one spelling to what they mean.
var vocabulary = sync.OnceValue(func() map[string]meaning {
	table := make(map[string]meaning)
	for _, row := range words {
		for word := range strings.FieldsSeq(row.words) {
			table[fold(word)] = meaning{class: row.class}
		}
	}
	for class, list := range map[class]string{zone: zones, era: eras} {
		for entry := range strings.FieldsSeq(list) {
			word, value, _ := strings.Cut(entry, ":")
			n, _ := strconv.Atoi(value)
			table[word] = meaning{class, n}
		}
	}
	return table
})

// classAt is what the word some places behind the next one is.
func (r *reader) classAt(n int) class { return vocabulary()[r.peek(n).text].class }

// isWeekday recognizes a weekday by the beginning of its name: "Mi", "Thurs".
func isWeekday(word string) bool {
	if utf8.RuneCountInString(word) < 2 {
		return false
	}
	for name, meaning := range vocabulary() {
		if meaning.class == weekday && strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// moreMonths are other names of months: of the Levant and the Maghreb, of
// Austria, Gregorian ones in Persian, numbers in Mongolian, and other spellings. A hyphen stands for
// no name, "_" for a space.
var moreMonths = []struct{ language, names string }{
	{"ar", "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"},
	{"ar", "جانفي فيفري - أفريل ماي جوان جويلية أوت شتنبر - نونبر دجنبر"},
	{"ar", "- - - - - - يوليوز غشت - - - -"},
	{"de", "Jänner Feber - - - - - - - - - -"},
	{"es", "- - - - - - - - setiembre - - -"},
	{"fa", "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"},
	{"mn", "нэгдүгээр хоёрдугаар гуравдугаар дөрөвдүгээр тавдугаар зургаадугаар долоодугаар наймдугаар есдүгээр аравдугаар арван_нэгдүгээр арван_хоёрдугаар"},
	{"he", "- - מרס - - - - - - - - -"},
}

type monthName struct {
	language, name string // the name in the one spelling
	month          int
}

var monthNames = sync.OnceValue(func() (list []monthName) {
	add := func(language, name string, month time.Month) {
		if !strings.ContainsFunc(name, unicode.IsDigit) && name != "-" {
			list = append(list, monthName{language, fold(name), int(month)})
		}
	}
	locale.EachMonth(add)
	for _, more := range moreMonths {
		for i, name := range strings.Fields(more.names) {
			add(more.language, strings.ReplaceAll(name, "_", " "), time.Month(i+1))
		}
	}
	return list
})

// monthNamed is the month with a name, or with a name that begins so. The names
// in the language of the text count first, and whole names before beginnings. A
// word that means several months means none.
func monthNamed(word, language string) (month int) {
	best := 0
	for _, m := range monthNames() {
		rank := m.rank(word, language)
		switch {
		case rank > best:
			best, month = rank, m.month
		case rank > 0 && rank == best && m.month != month:
			month = 0
		}
	}
	if bare := strings.TrimLeft(word, "בל"); best == 0 && bare != word { // Hebrew: "in November"
		return monthNamed(bare, language)
	}
	return month
}

// rank is how well a word fits the name, 0 for not at all.
func (m monthName) rank(word, language string) (rank int) {
	switch {
	case word == m.name:
		rank = 3
	case strings.HasPrefix(m.name, word) && utf8.RuneCountInString(word) >= 3 && !strings.Contains(word, " "):
		rank = 1
	default:
		return 0
	}
	if primary(language) == m.language {
		rank++
	}
	return rank
}

// primary is the first subtag of a language tag, in lower case.
func primary(tag string) string {
	first, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(first)
}

// An order is which of day and month may come first in 03/04/2026.
type order uint8

const (
	dayFirst order = iota
	monthFirst
	eitherFirst
)

// orderIn is the order in a language. English without a region does not tell,
// both are written in Canada and the Philippines, and in East Asia, where the
// year comes first, the date is copied from elsewhere.
func orderIn(tag string) order {
	language, rest, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	region := rest[strings.LastIndexByte(rest, '-')+1:]
	switch {
	case language == "en" && region == "us":
		return monthFirst
	case language == "" || region == "us" || region == "ca" || region == "ph" || language == "en" && region == "":
		return eitherFirst
	case strings.Contains(" ko zh ja mn ", " "+language+" "):
		return eitherFirst
	}
	return dayFirst
}
