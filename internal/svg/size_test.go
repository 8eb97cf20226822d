package svg

import "testing"

// TestSize: a picture is as large as it says, or has the shape of its view box.
func TestSize(t *testing.T) {
	for tag, want := range map[string][2]int{
		`width="300" height="200"`:                         {300, 200},
		`width="300px" height=" 200.4 " viewBox="0 0 1 1"`: {300, 200},
		`width="100%" height="100%" viewBox="0 0 640 480"`: {640, 480},
		`width="10cm" viewBox="-10,-10 64.6, 48"`:          {65, 48},
		`viewBox="0 0 640"`:                                {0, 0},
		`width="300"`:                                      {0, 0},
		`width="-3" height="0"`:                            {0, 0},
		`width="NaN" height="Inf"`:                         {0, 0},
		`width="1e9" height="1e9"`:                         {0, 0},
		``:                                                 {0, 0},
	} {
		picture, _, err := Sanitize([]byte(`<!-- x --><svg xmlns="http://www.w3.org/2000/svg" ` + tag + `><svg width="9" height="9"/></svg>`))
		if err != nil {
			t.Fatal(err)
		}
		if w, h := Size(picture); [2]int{w, h} != want {
			t.Errorf("%s: got %d × %d, want %v", tag, w, h, want)
		}
	}
}
