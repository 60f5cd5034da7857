/** One to five stars and a few words about the service. */
import { type FormEvent, useState } from "react";
import { Dialog } from "../shared/Dialog";
import { explain } from "../shared/http";

const SCORES = ["很不满意", "不满意", "一般", "满意", "非常满意"];
const MAX_COMMENT = 500;

interface Props {
  onClose: () => void;
  onRate: (score: number, comment: string) => Promise<void>;
}

export function RatingDialog({ onClose, onRate }: Props) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [state, setState] = useState<"open" | "busy" | "done">("open");
  const [problem, setProblem] = useState("");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setProblem("");
    try {
      await onRate(score, comment.trim());
      setState("done");
    } catch (error) {
      setProblem(explain(error));
      setState("open");
    }
  };
  if (state === "done") {
    return (
      <Dialog title="感谢您的评价" onClose={onClose}>
        <p role="status">您的意见会帮助我们改进服务。</p>
        <div className="dialog-actions">
          <button type="button" className="button button--primary" onClick={onClose}>
            好的
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="请为本次服务评分" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset className="stars">
          <legend className="sr-only">评分</legend>
          {SCORES.map((title, index) => (
            <label key={title} className={index < score ? "star star--on" : "star"}>
              <input
                type="radio"
                name="score"
                className="sr-only"
                value={index + 1}
                checked={score === index + 1}
                onChange={() => setScore(index + 1)}
              />
              <span className="sr-only">{`${index + 1} 分，${title}`}</span>
              <span aria-hidden="true">★</span>
            </label>
          ))}
          <span className="stars-title">{SCORES[score - 1] ?? "请选择"}</span>
        </fieldset>
        <label className="label" htmlFor="rating-comment">
          意见或建议（选填）
        </label>
        <textarea
          id="rating-comment"
          className="field"
          rows={3}
          maxLength={MAX_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <p className="error" role="alert">
          {problem}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            暂不评价
          </button>
          <button
            type="submit"
            className="button button--primary"
            disabled={score === 0 || state === "busy"}
          >
            提交评价
          </button>
        </div>
      </form>
    </Dialog>
  );
}
