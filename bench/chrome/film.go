package chrome

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Film writes pictures of the page into a directory, one for each change, named
// by the milliseconds since the call of Film.
func (p *Page) Film(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	started := time.Now()
	p.film = func(frame *pages.EventScreencastFrame) {
		name := filepath.Join(dir, fmt.Sprintf("%05d.jpeg", time.Since(started).Milliseconds()))
		err := os.WriteFile(name, frame.Data, 0o666)
		if err == nil {
			_, err = chromedp.Call(p.ctx, pages.ScreencastFrameAck, pages.ScreencastFrameAckParams{SessionID: frame.SessionID})
		}
		if err != nil {
			p.fail(err)
		}
	}
	_, err := chromedp.Call(p.ctx, pages.StartScreencast, pages.StartScreencastParams{
		Format: pages.StartScreencastFormatJpeg, MaxWidth: 412, MaxHeight: 823, EveryNthFrame: 1,
	})
	return err
}
