package browser

import (
	"net/http"
	"testing"
)

// A failure is explained in the reader's language and reported to the page.
func TestReasons(t *testing.T) {
	board := publish(t, three(t))
	for reason, c := range map[string]struct {
		handler http.HandlerFunc
		words   string
	}{
		"HTTP 404":   {http.NotFound, "HTTP 404"},
		"HTTP 500":   {broken, "HTTP 500"},
		"unreadable": {plain("<html>"), "unreadable"},
		"slow":       {drip, "no answer"},
		"large":      {endless["white space"], "unreadable"},
		"silent":     {hangUp, "no answer"},
		"moved":      {http.RedirectHandler("/feed-new.json", http.StatusMovedPermanently).ServeHTTP, "moved: src needs the new address"},
	} {
		board.instead("/feed.json", c.handler)
		scripts := []string{recorder}
		if reason == "slow" {
			scripts = append(scripts, hurried)
		}
		page := board.embed(t, element, scripts...)
		page.wait(`el.state === "error"`)
		page.wants(`events[0].detail.reason + ": " + text(part("status")) + " " + (events[0].detail.error instanceof Error)`,
			reason+": The posts could not be loaded ("+c.words+"). true")
		page.wants(`text(root.querySelector("[role=status]")) === text(part("status")) && shown(part("retry")) && shown(el.querySelector("a"))`, "true")
	}
}

// An offline reader is told so.
func TestOffline(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, `<div lang="fr">`+element+`</div>`)
	page.wait(`el.state === "ready"`)
	page.offline(true)
	board.instead("/feed.json", hangUp)
	page.run(`el.reload()`)
	page.wait(`el.state === "stale"`)
	page.wants(`text(part("status")).startsWith("Chargement impossible (hors ligne). Dernière mise à jour : ")`, "true")
	page.offline(false)
	board.instead("/feed.json", nil)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "ready"`)
}

// hangUp closes the connection without an answer.
func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
