// Reads QR codes with the camera of the phone.

import jsQR from "jsqr";

const OFTEN = 150; // milliseconds between two looks
const WIDEST = 640; // pixels that are looked at
const AGAIN = 3000; // milliseconds in which the same code is read once

/** `read(text)` is called with what is read; `failed()` if there is no camera. */
export function createCamera({ video, read, failed }) {
  const canvas = document.createElement("canvas");
  let stream = null;
  let timer = null;
  let run = 0;
  let last = { text: "", at: 0 };

  function look() {
    const scale = Math.min(1, WIDEST / (video.videoWidth || WIDEST));
    canvas.width = Math.floor(video.videoWidth * scale);
    canvas.height = Math.floor(video.videoHeight * scale);
    if (!canvas.width || !canvas.height) return;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const found = jsQR(context.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
    if (!found || !found.data) return;
    const at = performance.now();
    const isSame = found.data === last.text && at - last.at < AGAIN;
    last = { text: found.data, at };
    if (!isSame) read(found.data);
  }

  function end() {
    run += 1; // what is starting is not wanted any more
    window.clearInterval(timer);
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    video.hidden = true;
  }
  async function begin(own) {
    const got = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    if (own !== run) {
      got.getTracks().forEach((track) => track.stop());
      return;
    }
    stream = got;
    video.srcObject = got;
    video.hidden = false;
    await video.play();
    if (own === run) timer = window.setInterval(look, OFTEN);
  }

  return {
    stop: end,
    async start() {
      end();
      const own = run;
      last = { text: "", at: 0 };
      try {
        await begin(own);
      } catch {
        if (own !== run) return; // it was turned off while it started
        end();
        failed();
      }
    },
  };
}
