package chrome

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// slow4G has the values of Slow 4G in Chromium's developer tools.
var slow4G = network.Conditions{
	Latency:            150 * 3.75,
	DownloadThroughput: 1.6e6 / 8 * 0.9,
	UploadThroughput:   750e3 / 8 * 0.9,
}

// SlowPhone emulates a cheap phone: its screen, its network and its processor.
func (p *Page) SlowPhone() error {
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(412, 823)); err != nil {
		return err
	}
	if _, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{&slow4G},
	}); err != nil {
		return err
	}
	if _, err := chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Latency: slow4G.Latency, DownloadThroughput: slow4G.DownloadThroughput, UploadThroughput: slow4G.UploadThroughput,
		ConnectionType: network.ConnectionTypeCellular4g,
	}); err != nil {
		return err
	}
	if err := p.pauseWorkers(); err != nil {
		return err
	}
	_, err := chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
	return err
}
