package chrome

import (
	"context"
	"encoding/json"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Workers have a network of their own, which the page's emulation does not
// reach: each is held when it starts, slowed down, and let go.

// sendMessage talks to a worker through its page.
var sendMessage = cdp.Command[message, cdp.Empty]{Method: "Target.sendMessageToTarget"}

type message struct {
	SessionID target.SessionID `json:"sessionId"`
	Message   string           `json:"message"`
}

// received is the answer of sendMessage, and how a worker's events come.
const received = "Target.receivedMessageFromTarget"

// holdWorkers makes workers wait until slowWorker lets them go.
func (p *Page) holdWorkers() error {
	events, cancel := chromedp.FromContext(p.ctx).Target.Subscribe(received)
	context.AfterFunc(p.ctx, cancel)
	go p.hear(events)
	flat := false // so that sendMessage is understood
	_, err := chromedp.Call(p.ctx, target.SetAutoAttach, target.SetAutoAttachParams{
		AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: &flat,
	})
	return err
}

// hear learns what workers have fetched.
func (p *Page) hear(events <-chan jsonv2.Value) {
	for e := range events {
		var outer message
		var inner struct {
			Method string `json:"method"`
			Params struct {
				RequestID network.RequestID `json:"requestId"`
				Request   struct {
					URL string `json:"url"`
				} `json:"request"`
			} `json:"params"`
		}
		if json.Unmarshal(e, &outer) != nil || json.Unmarshal([]byte(outer.Message), &inner) != nil {
			continue
		}
		p.mu.Lock()
		switch id := inner.Params.RequestID; inner.Method {
		case "Network.requestWillBeSent":
			p.asked[id] = inner.Params.Request.URL
		case "Network.loadingFinished":
			p.finished = append(p.finished, p.asked[id])
		}
		p.mu.Unlock()
	}
}

// slowWorker slows a worker's network down and lets it go.
func (p *Page) slowWorker(session target.SessionID) {
	type command struct {
		ID     int    `json:"id"`
		Method string `json:"method"`
		Params any    `json:"params"`
	}
	conditions := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{&slow4G}}
	for i, c := range []command{
		{Method: "Network.enable", Params: struct{}{}},
		{Method: network.EmulateNetworkConditionsByRule.Method, Params: conditions},
		{Method: "Runtime.runIfWaitingForDebugger", Params: struct{}{}},
	} {
		c.ID = i + 1
		text, err := json.Marshal(c)
		if err == nil {
			_, err = chromedp.Call(p.ctx, sendMessage, message{session, string(text)})
		}
		if err != nil {
			p.fail(err)
		}
	}
}
