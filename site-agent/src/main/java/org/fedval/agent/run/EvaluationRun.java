package org.fedval.agent.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.InferenceException;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.ModelSpec;

/**
 * One pass over a feed: decode and preprocess on reader threads, score in batches on the calling
 * thread, hand every outcome to the sink in the order of the feed. Because batches are cut in that
 * order too, the same feed gives the same scores, bit for bit, on the same machine.
 *
 * <p>Memory does not grow with the number of cases. A case that fails is excluded with a coded
 * reason; only a failing source, a failing sink, a lost engine or an interrupt ends the run early,
 * and then all threads are stopped before {@link #run} returns.
 */
public final class EvaluationRun {
  private static final long MAX_BATCH_BYTES = 256L << 20;

  private final LockedModel model;
  private final RunSettings settings;

  public EvaluationRun(LockedModel model, RunSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /** What a completed run counted. */
  public record Summary(long scored, Map<Exclusion, Long> excluded) {
    public Summary {
      excluded = Map.copyOf(excluded);
    }

    public long excludedCases() {
      return excluded.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @throws DicomSourceException when the feed failed
   * @throws IOException when the sink failed
   * @throws InterruptedException when the calling thread was interrupted
   * @throws EngineLostException when the model can score no more images
   */
  public <C> Summary run(CaseFeed<C> feed, OutcomeSink<C> sink, Progress progress)
      throws DicomSourceException, IOException, InterruptedException, EngineLostException {
    Pass<C> pass = new Pass<>(sink, progress);
    try (CasePipeline<C> pipeline = new CasePipeline<>(feed, model.recipe(), settings)) {
      Optional<CasePipeline.Prepared<C>> next = pipeline.next();
      while (next.isPresent()) {
        pass.take(next.get());
        next = pipeline.next();
      }
      pass.flush(true);
    }
    return new Summary(pass.scored, pass.excluded);
  }

  /** The settings' batch, cut where its tensor would pass {@link #MAX_BATCH_BYTES}. */
  private int batchSize() {
    ModelSpec.Input in = model.spec().input();
    long imageBytes = (long) Float.BYTES * in.channels() * in.height() * in.width();
    return (int) Math.max(1, Math.min(settings.batchSize(), MAX_BATCH_BYTES / imageBytes));
  }

  /** The calling thread's state: the batch in the making and the outcomes that wait for it. */
  private final class Pass<C> {
    private final OutcomeSink<C> sink;
    private final Progress progress;
    private final InputTensor tensor = new InputTensor(model.spec().input(), batchSize());
    private final List<CasePipeline.Prepared<C>> waiting = new ArrayList<>();
    private final Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
    private long scored;
    private long excludedCases;

    Pass(OutcomeSink<C> sink, Progress progress) {
      this.sink = sink;
      this.progress = progress;
    }

    void take(CasePipeline.Prepared<C> next)
        throws IOException, InterruptedException, EngineLostException {
      if (next instanceof CasePipeline.Known<C> known) {
        takeKnown(known.outcome());
        return;
      }
      waiting.add(next);
      if (next instanceof CasePipeline.Ready<C> ready) {
        tensor.add(ready.plane());
      }
      // Exclusions wait for their place in the order, but never without bound.
      if (tensor.full() || waiting.size() >= settings.batchSize() * 4) {
        flush(false);
      }
    }

    /** Whatever waits ends first, so that order and batches stay those of the feed. */
    private void takeKnown(CaseOutcome<C> outcome)
        throws IOException, InterruptedException, EngineLostException {
      if (!waiting.isEmpty()) {
        flush(true);
      }
      if (outcome instanceof CaseOutcome.Excluded<C> out) {
        exclude(out.subject(), out.reason());
      } else {
        scored++;
        sink.accept(outcome);
      }
      progress.resumed(scored + excludedCases, excludedCases);
    }

    void flush(boolean cut) throws IOException, InterruptedException, EngineLostException {
      requireGoingOn();
      Iterator<float[]> rows = scoreBatch().iterator();
      requireGoingOn(); // what failed for the interrupt is no outcome
      for (CasePipeline.Prepared<C> item : waiting) {
        if (item instanceof CasePipeline.Out<C> out) {
          exclude(out.subject(), out.reason());
        } else {
          settle(item.subject(), rows.next());
        }
      }
      waiting.clear();
      tensor.clear();
      sink.batchEnded(cut);
      progress.advanced(scored + excludedCases, excludedCases);
    }

    private static void requireGoingOn() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }

    /** One row an image of the batch; an empty row where the model failed on that image. */
    private List<float[]> scoreBatch() throws EngineLostException {
      if (tensor.size() == 0) {
        return List.of();
      }
      try {
        return List.of(model.engine().score(tensor));
      } catch (InferenceException e) {
        return tensor.size() == 1 ? List.of(new float[0]) : scoreOneByOne();
      }
    }

    private List<float[]> scoreOneByOne() throws EngineLostException {
      List<float[]> rows = new ArrayList<>();
      for (CasePipeline.Prepared<C> item : waiting) {
        if (item instanceof CasePipeline.Ready<C> ready) {
          tensor.clear();
          tensor.add(ready.plane());
          try {
            rows.add(model.engine().score(tensor)[0]);
          } catch (InferenceException e) {
            rows.add(new float[0]);
          }
        }
      }
      return rows;
    }

    private void settle(C subject, float[] row) throws IOException {
      if (row.length == 0) {
        exclude(subject, Exclusion.INFERENCE_FAILED);
        return;
      }
      for (float score : row) {
        if (!(score >= 0 && score <= 1)) {
          exclude(subject, Exclusion.NON_FINITE_SCORE);
          return;
        }
      }
      scored++;
      sink.accept(new CaseOutcome.Scored<>(subject, row));
    }

    private void exclude(C subject, Exclusion reason) throws IOException {
      excludedCases++;
      excluded.merge(reason, 1L, Long::sum);
      sink.accept(new CaseOutcome.Excluded<>(subject, reason));
    }
  }
}
