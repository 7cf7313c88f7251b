package org.fedval.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.cli.bench.HistogramBench.Estimate;
import org.fedval.cli.bench.HistogramBench.Streamed;
import org.fedval.cli.bench.MetricsPeer.Answer;
import org.fedval.cli.bench.Rounds.Timed;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.RawAuroc;

/**
 * The figures of one number of rows: ours on the scores themselves and on bins, the peers' on the
 * same scores, and every way in which the values do not agree.
 */
final class MetricsBench {
  /** Largest relative distance between our values on raw scores and a peer's. */
  static final double TOLERANCE = 1e-9;

  /** Bytes a row: score, class, key, working space of the sort, and room for the generations. */
  private static final int BYTES_PER_ROW = 28;

  private final Rounds rounds;
  private final List<MetricsPeer> peers;
  private final long peerRows;
  private final int minutes;
  private final HistogramBench histogram = new HistogramBench();
  private final List<String> differences = new ArrayList<>();

  /**
   * @param peerRows most rows that a peer is given
   * @param minutes after which a peer's script is ended
   */
  MetricsBench(Rounds rounds, List<MetricsPeer> peers, long peerRows, int minutes) {
    this.rounds = rounds;
    this.peers = peers;
    this.peerRows = peerRows;
    this.minutes = minutes;
  }

  /** One sentence for each value that is not what it should be. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  Map<String, Object> run(long rows) throws IOException, InterruptedException {
    Streamed streamed = histogram.stream(rows);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("rows", rows);
    figures.put("positives", streamed.auroc().positives());
    Map<String, Object> bins = new LinkedHashMap<>();
    bins.put("bins", HistogramBench.BINS);
    bins.put("auroc", streamed.auroc().value());
    bins.put("quantisation_bound", streamed.auroc().quantisationBound());
    bins.put("streamed_ms", streamed.millis());
    bins.put("streamed_live_mb", streamed.liveMb());
    if (rows * BYTES_PER_ROW / Heap.MB > Heap.limit()) {
      figures.put("histogram", bins);
      figures.put(
          "raw_reason",
          "arrays of this size need a larger heap: set FEDVAL_JAVA_OPTS=-Xmx"
              + (1 + rows * BYTES_PER_ROW / 1_000_000_000)
              + "g");
      return figures;
    }
    double[] scores = new double[(int) rows];
    boolean[] positive = new boolean[(int) rows];
    new BinormalRows().fill(scores, positive, (int) rows);
    Timed<Auroc> alone = rounds.time(() -> RawAuroc.of(scores, positive));
    Timed<Estimate> delong = rounds.time(() -> Estimate.of(RawAuroc.of(scores, positive)));
    Timed<Estimate> binned = histogram.inMemory(scores, positive, rounds);
    bins.put("in_memory_ms", binned.millis());
    checkBins(rows, alone.result(), streamed.auroc(), binned.result().auroc());
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("auroc", alone.result().value());
    raw.put("variance", alone.result().variance().orElseThrow());
    raw.put("auroc_ms", alone.millis());
    raw.put("auroc_delong_ms", delong.millis());
    raw.put("rounds", delong.rounds());
    figures.put("raw", raw);
    figures.put("histogram", bins);
    figures.put("peers", peers(scores, positive, alone, delong));
    return figures;
  }

  private void checkBins(long rows, Auroc raw, Auroc streamed, Auroc binned) {
    if (!streamed.doubledU().equals(binned.doubledU())) {
      differences.add(rows + " rows: stream and arrays give different bins.");
    }
    if (Math.abs(streamed.value() - raw.value()) > streamed.quantisationBound()) {
      differences.add(rows + " rows: the binned AUROC is further off than its bound T/2.");
    }
  }

  private Map<String, Object> peers(
      double[] scores, boolean[] positive, Timed<Auroc> alone, Timed<Estimate> delong)
      throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory("fedval-bench");
    Path file = folder.resolve("rows");
    try {
      if (!peers.isEmpty() && scores.length <= peerRows) {
        RowsFile.write(file, scores, positive);
      }
      for (MetricsPeer peer : peers) {
        Answer answer =
            scores.length > peerRows
                ? Answer.none("not run: more than --peer-rows")
                : peer.run(folder, file, scores.length, rounds, minutes);
        figures.put(peer.key(), compared(peer, scores.length, answer, alone, delong));
      }
    } finally {
      for (MetricsPeer peer : peers) {
        peer.clean(folder);
      }
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
    return figures;
  }

  private Map<String, Object> compared(
      MetricsPeer peer, int rows, Answer answer, Timed<Auroc> alone, Timed<Estimate> delong) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (!answer.measured()) {
      figures.put("reason", answer.reason());
      return figures;
    }
    Auroc ours = alone.result();
    figures.put("version", answer.lines().getOrDefault("version", ""));
    figures.put("auroc", answer.number("auroc"));
    figures.put("auroc_ms", answer.number("auroc_ms"));
    figures.put("ratio_auroc", answer.number("auroc_ms") / alone.millis());
    agree(rows + " rows: AUROC", peer, ours.value(), answer.number("auroc"));
    if (answer.lines().containsKey("variance")) {
      figures.put("variance", answer.number("variance"));
      figures.put("auroc_delong_ms", answer.number("delong_ms"));
      figures.put("ratio_auroc_delong", answer.number("delong_ms") / delong.millis());
      double variance = ours.variance().orElseThrow();
      agree(rows + " rows: DeLong's variance", peer, variance, answer.number("variance"));
    }
    return figures;
  }

  private void agree(String what, MetricsPeer peer, double ours, double theirs) {
    if (!(Math.abs(ours - theirs) <= TOLERANCE * ours)) {
      differences.add(what + " is " + ours + ", " + peer.key() + " has " + theirs + ".");
    }
  }
}
