#include "web_assets.h"

static const unsigned char page[] = {
#embed "site/index.html"
};
static const unsigned char style[] = {
#embed "site/style.css"
};
static const unsigned char app[] = {
#embed "site/app.js"
};
static const unsigned char sound[] = {
#embed "site/sound.js"
};
static const unsigned char capture[] = {
#embed "site/capture.js"
};
static const unsigned char picture[] = {
#embed "site/picture.js"
};
static const unsigned char icon[] = {
#embed "site/icon.svg"
};
static const unsigned char font[] = {
#embed "site/latinmodern-math.woff2"
};

static const struct web_asset assets[] = {
    {"/", "text/html; charset=utf-8", page, sizeof page},
    {"/style.css", "text/css; charset=utf-8", style, sizeof style},
    {"/app.js", "text/javascript; charset=utf-8", app, sizeof app},
    {"/sound.js", "text/javascript; charset=utf-8", sound, sizeof sound},
    {"/capture.js", "text/javascript; charset=utf-8", capture, sizeof capture},
    {"/picture.js", "text/javascript; charset=utf-8", picture, sizeof picture},
    {"/icon.svg", "image/svg+xml", icon, sizeof icon},
    {"/latinmodern-math.woff2", "font/woff2", font, sizeof font},
};

const struct web_asset *web_assets(size_t *count) {
  *count = sizeof assets / sizeof assets[0];
  return assets;
}
