// What the element's own manifest says of it: attributes, parts, events …

const { modules } = await (await fetch('../widget/custom-elements.json')).json();

export const declared = modules.flatMap(({ declarations = [] }) => declarations).find(({ tagName }) => tagName === 'board-view');
