package dates

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
)

// This file is what words mean in dates, the one spelling in which they are looked
// up, the forms of a time, and in which languages the month comes first. The names
// of months are those of package locale. Abbreviations are beginnings of names,
// "Nov.", and need no table. It must not know how a text is read.

// Classes of words: the bytes that stand for them in a shape. Those of numbers
// are the count of their digits, those of marks the mark.
const (
	skipped    = 'f' // "de", "at": says nothing
	weekday    = 'w' // says nothing, either; abbreviations are beginnings
	ordinal    = 'o' // the ending of a number: "1st"
	yearUnit   = 'Y'
	monthUnit  = 'O'
	dayUnit    = 'D'
	monthName  = 'M'
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
e 明治:1867 大正:1911 昭和:1925 平成:1988 令和:2018 民國:1911 民国:1911`

// A meaning is what a word stands for: its class, and of months the number, of
// zones (z, and g for GMT) the minutes east of Greenwich, of eras (e) the year
// before the first, of half an hour the minutes.
type meaning struct {
	class byte
	n     int
}

// spellings are pairs: what is written, and the one spelling of that. "_" stands
// for a space. Sundays and Mondays in Japanese are units, too.
const spellings = "à a á a â a ã a ä a å a è e é e ê e ë e ì i í i î i ï i ı i ò o ó o ô o õ o ö o ù u ú u û u ü u ç c ñ n ş s ğ g" +
	" ё е й и أ ا إ ا آ ا ٱ ا ى ي ی ي ک ك ۀ ه º o ° o ᵉ e ʳ r ˢ s ᵗ t ʰ h ⁿ n ᵈ d ، , 、 , 。 . ’ ' ׳ '" +
	" ٠ 0 ١ 1 ٢ 2 ٣ 3 ٤ 4 ٥ 5 ٦ 6 ٧ 7 ٨ 8 ٩ 9 ۰ 0 ۱ 1 ۲ 2 ۳ 3 ۴ 4 ۵ 5 ۶ 6 ۷ 7 ۸ 8 ۹ 9" +
	" a.m. am p.m. pm a.m am p.m pm a._m. am p._m. pm كانون_ كانون تشرين_ تشرين арван_ арван ב- ב_ 元年 1年 (日) _ (月) _"

// clocks are the forms of a time in a shape. Groups: the half of the day, hours,
// minutes and seconds, the half of the day again.
const clocks = `([ap]?)([12]):(2)(?::(2))?([ap]?)h?ZONE # 09:30:15, PM 9:30, 9:30 Uhr
()([12])\.(2)()([aph])ZONE # 9.30 p.m., 9.30 Uhr
([ap]?)([12])h\.?(?:([12b])i?\.?(?:([12])s\.?)?)?([ap]?)ZONE # 9 h 30 min, 오후 9시 반
([ap])([12])()()()ZONE$ # PM 9
()([12])()()([ap])ZONE # 9 p.m.
t()([46])()()()ZONE # 20261126T0930
^(?:[^:]*4Y?|4\.[12]\.[12])()([12])\.(2)()()ZONE$ # 26.11.2026 9.30`

// zone is the form of a zone behind a time: EST, Z, GMT+9, +09:00, -0430 (VET).
// Groups: the sign, hours, minutes, the name.
const zone = `(?:g?([+-])([1-4])(?::(2))?z?|([zg])z?)?`

// numeric is the form of a day in numbers alone, with what may stand around it:
// "am 26.11.2026", "26.11.2026 г.".
const numeric = `^[ a.]*(?:(8)|([124])([-./])([12])([-./])([124]))[ .Yt]*$`

// lookup is what the constants above become when the first date is read.
var lookup struct {
	sync.Once
	words             map[string]meaning
	months            []locale.NamedMonth // in the one spelling, without spaces
	spellings         *strings.Replacer
	clocks            []*regexp.Regexp
	numeric, fraction *regexp.Regexp
}

func makeLookup() {
	pairs := strings.Split(strings.ReplaceAll(strings.ReplaceAll(spellings, " ", "|"), "_", " "), "|")
	letters := strings.NewReplacer(pairs...)
	spell := func(s string) string { return letters.Replace(strings.Map(foldRune, s)) }
	lookup.words = make(map[string]meaning)
	for _, line := range strings.Split(words, "\n") {
		for _, word := range strings.Fields(line[1:]) {
			word, value, _ := strings.Cut(word, ":")
			n, _ := strconv.Atoi(value)
			lookup.words[spell(word)] = meaning{line[0], n}
			if word >= "⺀" { // East Asian: there are no spaces between words
				pairs = append(pairs, word, " "+word+" ")
			}
		}
	}
	lookup.spellings = strings.NewReplacer(pairs...)
	lookup.months = locale.NamedMonths()
	for i := range lookup.months {
		name := &lookup.months[i].Name
		*name = strings.ReplaceAll(spell(*name), " ", "")
	}
	for _, line := range strings.Split(clocks, "\n") {
		form, _, _ := strings.Cut(line, " #")
		lookup.clocks = append(lookup.clocks, regexp.MustCompile(strings.Replace(form, "ZONE", zone, 1)))
	}
	lookup.numeric = regexp.MustCompile(numeric)
	lookup.fraction = regexp.MustCompile(`(:\d\d:\d\d)[.,]\d+`)
}

// fold puts a text into the one spelling of the tables, without fractions of
// seconds.
func fold(s string) string {
	lookup.Do(makeLookup)
	s = lookup.spellings.Replace(strings.Map(foldRune, s))
	return lookup.fraction.ReplaceAllString(s, "$1")
}

// foldRune returns the small letter, the mark of ASCII, or -1 for what is left
// out: accents and vowel signs that stand alone, invisible characters.
func foldRune(r rune) rune {
	switch {
	case '！' <= r && r <= '～': // full width
		return foldRune(r - '！' + '!')
	case plaintext.IsSeparator(r):
		return ' '
	case 0x2010 <= r && r <= 0x2015, r == '−', r == '־':
		return '-'
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ':
		return -1
	}
	return unicode.ToLower(r)
}

// nameOf is what a word means that is no word of the table: a month or a
// weekday, or the beginning of its name. The names of months in the language of
// the text count first, and whole names before beginnings. A word that means
// several months means none.
func nameOf(word, language string) (m meaning) {
	best := 0
	for _, month := range lookup.months {
		rank := 0
		if word == month.Name {
			rank = 3
		} else if strings.HasPrefix(month.Name, word) && utf8.RuneCountInString(word) >= 3 {
			rank = 1
		}
		if rank > 0 && primary(language) == month.Language {
			rank++
		}
		if rank > best {
			best, m = rank, meaning{monthName, int(month.Month)}
		} else if rank == best && rank > 0 && m.n != int(month.Month) {
			m = meaning{}
		}
	}
	if bare := strings.TrimLeft(word, "בל"); best == 0 && bare != word { // Hebrew: "in November"
		return nameOf(bare, language)
	}
	for name, other := range lookup.words {
		if other.class == weekday && strings.HasPrefix(name, word) && utf8.RuneCountInString(word) >= 2 {
			if m.class == monthName {
				return meaning{eitherName, m.n}
			}
			return other
		}
	}
	return m
}

// primary is the first subtag of a language tag in lower case, and the first word
// of what people write instead of a tag.
func primary(tag string) string {
	end := 0
	for end < len(tag) && 'a' <= tag[end] && tag[end] <= 'z' {
		end++
	}
	return tag[:end]
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
	switch {
	case tag == "en-us":
		return monthFirst
	case tag == "", strings.HasSuffix(tag, "-us"), strings.Contains(" en en-ca en-ph fr-ca ", " "+tag+" "), strings.Contains(" ko zh ja mn ", " "+primary(tag)+" "):
		return eitherFirst
	}
	return dayFirst
}
