package browser

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// A board without posts says so in every layout, next to the partner's
// fallback content.
func TestNoPosts(t *testing.T) {
	page := publish(t, many(0)).embed(t, element)
	for _, layout := range allLayouts {
		page.run(`(el.layout = "` + layout + `", el.reload())`)
		page.wait(`el.state === "empty"`)
		page.wants(`text(part("status")) + shown(part("status")) + shown(el.querySelector("a")) + rows().length + shown(part("list"))`, "No posts yet.truetrue0false")
		page.wants(`[...root.querySelectorAll("*")].filter((e) => shown(e) && e.scrollWidth > el.clientWidth).length`, "0")
	}
	page.quiet()
}

// old serves the feed of a board with this many posts, in linked pages of
// twenty. The query of an address says where its page begins.
func old(total int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		var items []string
		for n := total - from; n > max(total-from-20, 0); n-- {
			items = append(items, fmt.Sprintf(`{"id": "p%d", "title": "Post %d.", "content_text": "x", "date_published": "2020-01-01"}`, n, n))
		}
		fmt.Fprintf(w, `{"items": [%s], "next_url": "?from=%d", "_board": {"total": %d}}`, strings.Join(items, ","), from+20, total)
	}
}

// A board of a hundred thousand posts costs its readers no more than a small
// one: as many requests, and as many elements on the page, in every layout.
func TestHundredThousandPosts(t *testing.T) {
	board := publish(t, many(0))
	costs := make(map[int]map[string]string)
	for _, total := range []int{400, 100_000} {
		board.instead("/feed.json", old(total))
		costs[total] = make(map[string]string)
		for _, layout := range allLayouts {
			before := board.asked("/feed.json")
			page := board.embed(t, strings.Replace(element, "<board-view", `<board-view layout="`+layout+`"`, 1))
			page.wait(`el.state === "ready" && (el.layout !== "table" || text(part("pages")).includes("` + strconv.Itoa(total/20) + `"))`)
			costs[total][layout] = fmt.Sprint(board.asked("/feed.json")-before, " requests, ", eval[int](page, `all("*").length`), " elements")
			if layout == "table" {
				page.wants(`text(rows()[0].cells[0])`, strconv.Itoa(total))
			}
			page.openRow("Post " + strconv.Itoa(total) + ".")
			page.quiet()
		}
	}
	for layout, cost := range costs[100_000] {
		if small := costs[400][layout]; cost != small || !strings.HasPrefix(cost, "1 ") {
			t.Errorf("%s: a hundred thousand posts take %s, four hundred %s", layout, cost, small)
		}
	}
}

// A feed with all these posts in one file is too large: the widget says so,
// the partner's fallback content stays, and the page remains responsive.
func TestHundredThousandInOneFile(t *testing.T) {
	board := publish(t, many(0))
	var items []map[string]string
	for n := range 100_000 {
		items = append(items, map[string]string{"id": strconv.Itoa(n), "title": "Post " + strconv.Itoa(n), "url": "https://board.example/" + strconv.Itoa(n)})
	}
	feed, _ := json.Marshal(map[string]any{"items": items})
	board.instead("/feed.json", plain(string(feed)))
	page := board.embed(t, element, ticking, recorder)
	page.wait(`el.state === "error"`)
	page.wants(`text(part("status")) + shown(part("retry")) + shown(el.querySelector("a")) + events[0].detail.reason`, "The posts could not be loaded (unreadable).truetruelarge")
	page.wants(`rows().filter(shown).length`, "0")
	page.wait(`ticks > 10`)
}

// A feed just within the size limit is cut to two hundred posts, in every
// layout, and the page remains responsive.
func TestManyInOneFile(t *testing.T) {
	board := publish(t, many(0))
	board.instead("/feed.json", plain(bombs["many posts"]))
	page := board.embed(t, element, ticking)
	for _, layout := range allLayouts {
		page.run(`(ticks = 0, el.layout = "` + layout + `", el.limit = 200, el.reload())`)
		page.wait(`el.state === "ready" && rows().length === 200 && ticks > 10`)
		page.wants(`el.posts.length`, "200")
	}
	page.openRow("x")
	page.quiet()
}

// One post is "1 post" in every sentence that counts posts, where a language has
// another form for one. The others name the posts so that any number fits.
func TestOnePost(t *testing.T) {
	board := publish(t, many(1))
	page := board.embed(t, search)
	page.wait(`el.state === "ready" && shown(part("search"))`)
	for lang, want := range map[string]string{
		"en": "1 post, 1 of 1 post", "de": "1 Mitteilung, 1 von 1 Mitteilung", "fr": "1 annonce, 1 sur 1 annonce", "es": "1 noticia, 1 de 1 noticia",
		"ko": "글 1개, 1 / 전체 1개", "ja": "1件, 1 / 1件", "zh": "1 篇, 1 / 1 篇", "ru": "Сообщений: 1, Найдено: 1 из 1", "ar": "عدد الأخبار: 1, 1 من 1",
		"mn": "1 мэдээ, 1 / 1 мэдээ", "tr": "1 duyuru, 1 / 1 duyuru", "kk": "1 хабар, 1 / 1 хабар", "fa": "1 خبر, 1 از 1 خبر",
	} {
		page.run(`(el.lang = "` + lang + `", true)`)
		page.seek("")
		page.wait(`el.state === "ready" && text(part("status")) === "` + strings.Split(want, ", ")[0] + `"`)
		page.seek("post")
		page.wait(`text(part("status")) === "` + strings.Split(want, ", ")[1] + `"`)
	}
	page.seek("absent")
	page.run(`(el.lang = "en", true)`)
	page.wait(`text(part("status")) === "0 of 1 post"`)
}
