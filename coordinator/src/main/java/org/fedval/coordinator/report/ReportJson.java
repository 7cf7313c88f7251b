package org.fedval.coordinator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} in the form {@code fedval.report/v1}, which {@code docs/report-format.md}
 * describes.
 *
 * <p>The same report always gives the same bytes: UTF-8, keys in a fixed order, one row a line, LF,
 * every number in the shortest form that reads back to the same double. Reading what was written
 * gives an equal report. Stateless and safe for many threads.
 */
public final class ReportJson {
  /** The largest file that {@link #read} accepts. */
  public static final int LIMIT_BYTES = 64 << 20;

  /** A roster of 2000 sites in base64, or a checkpoint with their cosignatures. */
  private static final int LIMIT_TEXT = 4 << 20;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(LIMIT_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String PROOF = "proof";

  private ReportJson() {}

  /**
   * @throws IllegalArgumentException if {@link PublicationCheck} refuses the report
   */
  public static byte[] write(ValidationReport report) {
    return write(report, null);
  }

  /**
   * The report with its proof behind it.
   *
   * @throws IllegalArgumentException if {@link PublicationCheck} refuses the report
   */
  public static byte[] write(ValidationReport report, @Nullable ReportProof proof) {
    PublicationCheck.requirePublishable(report);
    ObjectNode tree = ReportTree.of(report);
    if (proof != null) {
      tree.set(PROOF, ProofTree.of(proof));
    }
    return ResultsJson.write(tree);
  }

  /** The report as {@link #write} prints it, for other forms of the same numbers. */
  public static ObjectNode tree(ValidationReport report) {
    PublicationCheck.requirePublishable(report);
    return ReportTree.of(report);
  }

  /**
   * Reads a report. Keys that this version does not know are ignored.
   *
   * @throws ReportFormatException naming the place and what was expected there
   */
  public static ValidationReport read(byte[] json) throws ReportFormatException {
    return new ReportParser().report(tree(json));
  }

  /**
   * Reads what stands behind a report.
   *
   * @throws ReportFormatException naming the place and what was expected there
   */
  public static ReportProof readProof(byte[] json) throws ReportFormatException {
    JsonNode proof = tree(json).get(PROOF);
    if (proof == null) {
      throw new ReportFormatException(
          "The report has no key 'proof'; nothing stands behind its numbers.");
    }
    return ProofTree.read(proof);
  }

  private static JsonNode tree(byte[] json) throws ReportFormatException {
    if (json.length > LIMIT_BYTES) {
      throw new ReportFormatException(
          "The report is larger than 64 MiB. Give a file that Fedval wrote.");
    }
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ReportFormatException(
          "The report is not valid JSON (line " + line + "). Give a file that Fedval wrote.");
    } catch (IOException e) {
      throw new ReportFormatException("The report could not be read. Give a file again.");
    }
  }
}
