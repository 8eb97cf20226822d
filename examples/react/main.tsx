import 'board-view';
import type { BoardView } from 'board-view';
import type {} from 'board-view/react';
import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const src = new URLSearchParams(location.search).get('board') ?? 'feed.json';
const words = { more: 'Show more' };

function App() {
  const [layout, setLayout] = useState<BoardView['layout']>('list');
  const [shown, setShown] = useState(true);
  const [heard, setHeard] = useState('');
  const board = useRef<BoardView>(null); // the element, for its methods
  return <>
    <p>
      <label>Layout <select value={layout} onChange={(event) => setLayout(event.target.value as typeof layout)}>
        <option>list</option><option>table</option><option>cards</option>
      </select></label>
      <button onClick={() => board.current?.reload()}>Reload</button>
      <label><input type="checkbox" checked={shown} onChange={() => setShown(!shown)} /> Shown</label>
      <output>{heard}</output>
    </p>
    {shown && <board-view
      ref={board} src={src} layout={layout} heading-level={3} strings={words}
      onload={({ detail }) => setHeard(`load ${detail.count}`)}
      onopen={({ detail }) => setHeard(`open ${detail.id}`)}
      onclose={({ detail }) => setHeard(`close ${detail.id}`)}
    />}
  </>;
}

createRoot(document.querySelector('#app')!).render(<App />);
