package org.fedval.agent.dimse;

import java.nio.file.Path;
import java.time.Duration;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.StudyFilter;
import org.jspecify.annotations.Nullable;

/**
 * The keys under {@code dimse}. Relative paths start at the folder that {@link #under} names.
 *
 * @param host of the archive
 * @param port of the archive, 1 to 65535
 * @param calledTitle the archive's application entity title
 * @param callingTitle the agent's own; {@code FEDVAL} when absent
 * @param retrieve {@code get} (C-GET), or {@code move} (C-MOVE to {@code storePort}); get when
 *     absent
 * @param storePort where the agent takes what C-MOVE sends; exactly with {@code move}
 * @param keyFile PKCS#8 PEM of the agent's TLS certificate, mode 0600
 * @param chainFile the agent's TLS certificate and its issuers, PEM
 * @param trustFile PEM certificates that the archive's must descend from; TLS is used when present
 * @param allowPlain whether messages to another machine may go without TLS; no when absent
 * @param requestSeconds time for one answer, 1 to 3600; 60 when absent
 * @param attempts for one object, 1 to 10; 3 when absent
 * @param waitMinutes how long the agent waits for an archive that is down; 720 when absent
 * @param instanceMegabytes largest instance, 1 to 1024; 288 when absent
 * @param studies which studies; all when absent
 */
public record DimseSettings(
    String host,
    int port,
    String calledTitle,
    @Nullable String callingTitle,
    @Nullable String retrieve,
    @Nullable Integer storePort,
    @Nullable Path keyFile,
    @Nullable Path chainFile,
    @Nullable Path trustFile,
    @Nullable Boolean allowPlain,
    @Nullable Integer requestSeconds,
    @Nullable Integer attempts,
    @Nullable Integer waitMinutes,
    @Nullable Integer instanceMegabytes,
    @Nullable StudyFilter studies) {
  private static final String TITLE = "[!-~&&[^\\\\]]([ -~&&[^\\\\]]{0,14}[!-~&&[^\\\\]])?";

  public DimseSettings {
    require(host != null && !host.isBlank(), "host must name the archive.");
    within(port, 65_535, "port");
    require(
        calledTitle != null && calledTitle.matches(TITLE),
        "called_title must be the archive's application entity title, 1 to 16 characters.");
    require(
        callingTitle == null || callingTitle.matches(TITLE),
        "calling_title must be an application entity title of 1 to 16 characters.");
    require(
        retrieve == null || retrieve.equals("get") || retrieve.equals("move"),
        "retrieve must be get or move.");
    require(
        "move".equals(retrieve) == (storePort != null),
        "store_port belongs to retrieve: move, and only to it.");
    within(storePort, 65_535, "store_port");
    require((keyFile == null) == (chainFile == null), "key_file and chain_file belong together.");
    require(keyFile == null || trustFile != null, "TLS needs trust_file.");
    require(
        trustFile != null || Boolean.TRUE.equals(allowPlain) || isLoopback(host),
        "DIMSE to another machine needs TLS (trust_file), or allow_plain: true.");
    require(
        !"move".equals(retrieve) || trustFile == null || keyFile != null,
        "C-MOVE over TLS needs key_file and chain_file, for the archive connects to the agent.");
    within(requestSeconds, 3600, "request_seconds");
    within(attempts, 10, "attempts");
    within(waitMinutes, 7 * 24 * 60, "wait_minutes");
    within(instanceMegabytes, 1024, "instance_megabytes");
  }

  /** The same with files below a folder, unless their paths are absolute. */
  public DimseSettings under(Path folder) {
    return new DimseSettings(
        host,
        port,
        calledTitle,
        callingTitle,
        retrieve,
        storePort,
        keyFile == null ? null : folder.resolve(keyFile),
        chainFile == null ? null : folder.resolve(chainFile),
        trustFile == null ? null : folder.resolve(trustFile),
        allowPlain,
        requestSeconds,
        attempts,
        waitMinutes,
        instanceMegabytes,
        studies);
  }

  /** Which studies. */
  public StudyFilter filter() {
    return studies == null ? StudyFilter.ALL : studies;
  }

  /** Time for one answer. */
  public int requestMillis() {
    return 1000 * (requestSeconds == null ? 60 : requestSeconds);
  }

  /** Largest instance. */
  public int instanceBytes() {
    return (instanceMegabytes == null ? 288 : instanceMegabytes) * (1 << 20) - 1;
  }

  /** How often and how long. */
  public RetryRule retries() {
    return RetryRule.of(
        attempts == null ? 3 : attempts,
        Duration.ofMinutes(waitMinutes == null ? 720 : waitMinutes));
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("127.0.0.1") || host.equals("::1");
  }

  private static void within(@Nullable Integer value, int most, String key) {
    require(value == null || (value >= 1 && value <= most), key + " must be 1 to " + most + ".");
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Names no file and no title. */
  @Override
  public String toString() {
    return "DimseSettings";
  }
}
