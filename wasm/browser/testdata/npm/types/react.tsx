// The tag in React; examples/react is checked beside it.
import type {} from 'board-view/react';

export const right = (
  <board-view className="news" lang="ko" src="/feed.json" layout="tiles" limit={8} heading-level={3} strings={{ more: 'More' }}
    onload={({ detail }) => detail.count.toFixed()} onopen={(event) => event.preventDefault()}>
    <a href="/news/">News</a>
  </board-view>
);

export const properties = <board-view src="/feed.json" headingLevel={3} deepLinks />;

// @ts-expect-error a number
export const level = <board-view headingLevel="3" />;
// @ts-expect-error no such layout
export const layout = <board-view layout="carousel" />;
// @ts-expect-error no such attribute
export const attribute = <board-view colour="red" />;
// @ts-expect-error no such detail
export const detail = <board-view onclose={({ detail }) => detail.count} />;
