/** Entry of /desk, the human agents' page. */
import "../shared/tokens.css";
import "../shared/controls.css";
import "../shared/cards.css";
import "./styles/frame.css";
import "./styles/queue.css";
import "./styles/panel.css";
import "./styles/conversation.css";
import "./styles/system.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
createRoot(root).render(<App />);
