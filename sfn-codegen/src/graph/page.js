
(() => {
  const view = document.getElementById('view');
  const svg = view.querySelector('svg');
  const states = JSON.parse(document.getElementById('states').textContent);
  const panel = document.getElementById('panel');
  const nodes = [...svg.querySelectorAll('.node[data-state]')];
  const edges = [...svg.querySelectorAll('.edge')];
  const whole = svg.viewBox.baseVal;
  const size = { x: 0, y: 0, width: whole.width, height: whole.height };
  let box = { ...size };
  const show = () => svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  const scale = () => Math.max(box.width / view.clientWidth, box.height / view.clientHeight);
  const fit = () => { box = { ...size }; show(); };
  document.getElementById('fit').onclick = fit;

  const zoom = (factor, x, y) => {
    const rect = view.getBoundingClientRect();
    const s = scale();
    const at = { x: box.x + box.width / 2 + (x - rect.left - rect.width / 2) * s, y: box.y + box.height / 2 + (y - rect.top - rect.height / 2) * s };
    const width = Math.min(Math.max(box.width * factor, 80), size.width * 8);
    const f = width / box.width;
    box = { x: at.x - (at.x - box.x) * f, y: at.y - (at.y - box.y) * f, width, height: box.height * f };
    show();
  };
  const middle = (factor) => { const rect = view.getBoundingClientRect(); zoom(factor, rect.left + rect.width / 2, rect.top + rect.height / 2); };
  document.getElementById('in').onclick = () => middle(0.7);
  document.getElementById('out').onclick = () => middle(1 / 0.7);
  view.addEventListener('wheel', (event) => { event.preventDefault(); zoom(Math.exp(event.deltaY / 500), event.clientX, event.clientY); }, { passive: false });

  let drag = null;
  view.addEventListener('pointerdown', (event) => { drag = { x: event.clientX, y: event.clientY, moved: false }; });
  view.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    if (!drag.moved) { drag.moved = true; view.setPointerCapture(event.pointerId); view.classList.add('moving'); }
    const s = scale();
    box.x -= dx * s; box.y -= dy * s; drag.x = event.clientX; drag.y = event.clientY;
    show();
  });
  const drop = () => { view.classList.remove('moving'); setTimeout(() => { drag = null; }); };
  view.addEventListener('pointerup', drop);
  view.addEventListener('pointercancel', drop);

  const choose = (node) => {
    nodes.forEach((other) => other.classList.toggle('chosen', other === node));
    panel.hidden = !node;
    // Of many edges those stay that lead to the state or away from it.
    const pointer = node ? node.dataset.pointer : null;
    edges.forEach((edge) => edge.classList.toggle('of-chosen', !!node && (edge.dataset.from === pointer || edge.dataset.to === pointer)));
    svg.classList.toggle('chosen-one', !!node);
    // Some pages may not change their address: those of frames without an origin.
    try { history.replaceState(null, '', node ? `#${encodeURIComponent(pointer)}` : location.pathname + location.search); } catch { /* as it was */ }
    if (!node) return;
    panel.querySelector('h2').textContent = node.dataset.state;
    panel.querySelector('pre').textContent = states[node.dataset.pointer] || '';
  };
  svg.addEventListener('click', (event) => {
    if (drag && drag.moved) return;
    // A mark stands for a state that is far away.
    const mark = event.target.closest('[data-mark]');
    const node = mark ? nodes.find((node) => node.dataset.pointer === mark.dataset.mark) : event.target.closest('.node[data-state]');
    choose(node || null);
    if (mark && node) look(node);
  });
  svg.addEventListener('keydown', (event) => { if (event.key === 'Enter') choose(event.target.closest('.node[data-state]')); });
  document.getElementById('close').onclick = () => choose(null);

  const search = document.getElementById('search');
  let found = [], at = -1;
  const look = (node) => {
    const shape = node.querySelector('.shape').getBBox();
    const width = Math.min(size.width, Math.max(600, shape.width * 3));
    const height = width * view.clientHeight / view.clientWidth;
    box = { x: shape.x + shape.width / 2 - width / 2, y: shape.y + shape.height / 2 - height / 2, width, height };
    show();
  };
  search.addEventListener('input', () => {
    const text = search.value.trim().toLowerCase();
    found = text ? nodes.filter((node) => node.dataset.state.toLowerCase().includes(text)) : [];
    nodes.forEach((node) => node.classList.toggle('found', found.includes(node)));
    document.getElementById('count').textContent = text ? `${found.length} of ${nodes.length}` : '';
    at = -1;
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !found.length) return;
    at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
    choose(found[at]); look(found[at]);
  });

  // A link to a state: the page with its JSON pointer behind `#`.
  const linked = decodeURIComponent(location.hash.slice(1));
  const first = linked && nodes.find((node) => node.dataset.pointer === linked);
  if (first) { choose(first); look(first); }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') choose(null);
    if (event.key === '/' && event.target !== search) { event.preventDefault(); search.focus(); }
  });
})();
