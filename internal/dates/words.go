package dates

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/boardview/board/internal/locale"
)

// This file is what words mean in dates, and in which languages the month comes
// first. The names of months are those of package locale, and what else people
// call them. Abbreviations are beginnings of names, "Nov.", and need no table.

// Classes of words: the bytes that stand for them in a shape. Those of numbers
// are the count of their digits, those of marks the mark.
const (
	filler     = 'f' // "de", "at": says nothing
	weekday    = 'w' // in full; abbreviations are beginnings
	ordinal    = 'o' // the ending of a number: "1st"
	yearUnit   = 'Y'
	monthUnit  = 'O'
	dayUnit    = 'D'
	monthClass = 'M' // a month's name
	eitherName = 'm' // the name of a month or a weekday
)

// words are the words of dates by their classes: besides those above, AM (a) and
// PM (p), the units of hours, minutes and seconds (h, i, s), half an hour (b), and
// the letter between a day and its time (t).
const words = `t t
f the of at de del le la las los a den dem um der saat в ב ה ת בשעה יום ביום في يوم الساعة ساعت روز күні сағат өдөр өдрийн цагт 서기 公元 西元 西暦
w monday tuesday wednesday thursday friday saturday sunday
w lundi mardi mercredi jeudi vendredi samedi dimanche
w lunes martes miércoles jueves viernes sábado domingo
w montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
w понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
w الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس جمعة سبت أحد
w ראשון שני שלישי רביעי חמישי שישי שבת
w pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt çar paz cmt
w дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі дс сс бс жм жс
w даваа мягмар лхагва пүрэв баасан бямба ням да мя лх пү ба бя
w دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه شنبه یکشنبه یک‌شنبه
w 월요일 화요일 수요일 목요일 금요일 토요일 일요일 화 수 목 금 토
w 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 火 水 木 金 土
w 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日
a am 오전 午前 上午 凌晨 早上 ص صباحا
p pm noon 오후 午後 下午 中午 晚上 م مساء بعدازظهر
Y 년 年 г год года году ж жыл жылғы жылы оны он
O 월 月 сар сарын сард айының
D 일 日 号 號
h 시 時 时 点 點 h hr hrs hours heure heures hora horas uhr ч час часа часов цаг
b 반:30 半:30
i 분 分 min мин минут
s 초 秒 s sec
o st nd rd th er ère eme ème º го ого ны ний нд р дүгээр дугаар
z est:-300 edt:-240 cst:-360 cdt:-300 mst:-420 mdt:-360 pst:-480 pdt:-420
z akst:-540 akdt:-480 hst:-600 west:60 bst:60 cet:60 cest:120 mez:60 mesz:120 eet:120 eest:180 trt:180 msk:180 мск:180
z hkt:480 sgt:480 ulat:480 kst:540 jst:540 aest:600 aedt:660 nzst:720 nzdt:780
g z ut utc gmt wet
e 明治:1867 大正:1911 昭和:1925 平成:1988 令和:2018 民國:1911 民国:1911
`

// A meaning is what a word stands for: its class, and of zones (z, and g for
// GMT) the minutes east of Greenwich, of eras (e) the year before the first, of
// half an hour the minutes.
type meaning struct {
	class byte
	n     int
}

// tables are made of words and of the names of months when the first date with a
// word in it is read.
var tables = sync.OnceValue(func() (t struct {
	words  map[string]meaning
	months []monthName
}) {
	t.words = make(map[string]meaning)
	for line := range strings.Lines(words) {
		for word := range strings.FieldsSeq(line[1:]) {
			word, value, _ := strings.Cut(word, ":")
			n, _ := strconv.Atoi(value)
			t.words[fold(word)] = meaning{line[0], n}
		}
	}
	locale.EachMonth(func(language, name string, month time.Month) {
		if name[0] > '9' {
			t.months = append(t.months, monthName{language, strings.ReplaceAll(fold(name), " ", ""), int(month)})
		}
	})
	return t
})

// isWeekday recognizes a weekday by the beginning of its name: "Mi", "Thurs".
func isWeekday(word string) bool {
	if utf8.RuneCountInString(word) < 2 {
		return false
	}
	for name, meaning := range tables().words {
		if meaning.class == weekday && strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

type monthName struct {
	language, name string // the name in the one spelling, without spaces
	month          int
}

// monthNamed is the month with a name, or with a name that begins so. The names
// in the language of the text count first, and whole names before beginnings. A
// word that means several months means none.
func monthNamed(word, language string) (month int) {
	best := 0
	for _, m := range tables().months {
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
	case strings.HasPrefix(m.name, word) && utf8.RuneCountInString(word) >= 3:
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
