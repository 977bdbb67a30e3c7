// A formula as a PNG: its MathML inside an SVG, with the font inside too, drawn on a canvas.

let font;

async function fontAddress() {
  if (font) return font;
  const bytes = await (await fetch("/latinmodern-math.woff2")).blob();
  font = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(bytes);
  });
  return font;
}

/** Draws the element's formula, black on white, and gives a PNG. */
export async function pictureOf(element, scale = 3) {
  const box = element.querySelector("math").getBoundingClientRect();
  const size = parseFloat(getComputedStyle(element).fontSize);
  const width = Math.ceil(box.width + size);
  const height = Math.ceil(box.height + size);
  const style = `@font-face { font-family: M; src: url(${await fontAddress()}) }
    div { width: ${width}px; height: ${height}px; display: flex; align-items: center; justify-content: center;
    font-size: ${size}px; color: black; background: white } math { font-family: M, math }`;
  const body = new XMLSerializer().serializeToString(element.querySelector("math"));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <foreignObject width="100%" height="100%"><div xmlns="http://www.w3.org/1999/xhtml"><style>${style}</style>${body}</div>
    </foreignObject></svg>`;
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d");
  // A font inside an image may be ready only at the second drawing.
  for (let round = 0; round < 2; round++) {
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    await new Promise(requestAnimationFrame);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
