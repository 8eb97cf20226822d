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

// The page's network emulation does not apply to its workers. Each worker is
// therefore paused when it starts, slowed down, and resumed.

// sendMessage sends a command to a worker through its page.
var sendMessage = cdp.Command[message, cdp.Empty]{Method: "Target.sendMessageToTarget"}

type message struct {
	SessionID target.SessionID `json:"sessionId"`
	Message   string           `json:"message"`
}

// received is the event that carries a worker's responses and events.
const received = "Target.receivedMessageFromTarget"

// pauseWorkers makes new workers wait until slowWorker resumes them.
func (p *Page) pauseWorkers() error {
	events, cancel := chromedp.FromContext(p.ctx).Target.Subscribe(received)
	context.AfterFunc(p.ctx, cancel)
	go p.listenToWorkers(events)
	flat := false // sendMessage works only without flat sessions
	_, err := chromedp.Call(p.ctx, target.SetAutoAttach, target.SetAutoAttachParams{
		AutoAttach: true, WaitForDebuggerOnStart: true, Flatten: &flat,
	})
	return err
}

// listenToWorkers records what workers load.
func (p *Page) listenToWorkers(events <-chan jsonv2.Value) {
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

// slowWorker slows a worker's network down and resumes the worker.
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
