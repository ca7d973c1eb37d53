// Starts the page: its language, the frame around every view, and the view of the address.

import { frame } from "../parts/frame.js";
import { show, travel, upcoming } from "./router.js";
import { speak } from "./words.js";

const start = async () => {
  await Promise.all([speak(), upcoming()]);
  frame(document.body);
  travel();
  await show();
};

start();
