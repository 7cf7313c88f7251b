package org.fedval.agent.dicomweb;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.StudyFilter;
import org.jspecify.annotations.Nullable;

/**
 * The keys under {@code dicomweb}. Relative paths start at the folder that {@link #under} names.
 *
 * @param url the service root, such as {@code https://pacs.example/dicom-web}
 * @param tokenFile bearer token, mode 0600; read again for every request, so it may be renewed
 * @param user for basic authentication, together with {@code passwordFile}
 * @param passwordFile mode 0600
 * @param clientKeyFile PKCS#8 PEM, mode 0600, together with {@code clientChainFile}
 * @param clientChainFile the client certificate and its issuers, PEM
 * @param trustFile PEM certificates that the archive's must descend from; the JDK's when absent
 * @param allowPlainHttp whether {@code http:} to another machine is accepted; no when absent
 * @param pageSize results asked for at once, 1 to 5000; 200 when absent
 * @param requestSeconds time for one request with its whole answer, 1 to 3600; 60 when absent
 * @param attempts for one request, 1 to 10; 3 when absent
 * @param waitMinutes how long the agent waits for an archive that is down; 720 when absent
 * @param instanceMegabytes largest instance, 1 to 1024; 288 when absent
 * @param studies which studies; all when absent
 */
public record DicomWebSettings(
    String url,
    @Nullable Path tokenFile,
    @Nullable String user,
    @Nullable Path passwordFile,
    @Nullable Path clientKeyFile,
    @Nullable Path clientChainFile,
    @Nullable Path trustFile,
    @Nullable Boolean allowPlainHttp,
    @Nullable Integer pageSize,
    @Nullable Integer requestSeconds,
    @Nullable Integer attempts,
    @Nullable Integer waitMinutes,
    @Nullable Integer instanceMegabytes,
    @Nullable StudyFilter studies) {
  public DicomWebSettings {
    URI base = address(url);
    require(
        base.getScheme().equals("https")
            || isLoopback(base.getHost())
            || Boolean.TRUE.equals(allowPlainHttp),
        "url must start with https; plain http to another machine needs allow_plain_http: true.");
    require((user == null) == (passwordFile == null), "user and password_file belong together.");
    require(user == null || !user.contains(":"), "user must not contain a colon.");
    require(user == null || tokenFile == null, "give token_file or user, not both.");
    require(
        (clientKeyFile == null) == (clientChainFile == null),
        "client_key_file and client_chain_file belong together.");
    within(pageSize, 5000, "page_size");
    within(requestSeconds, 3600, "request_seconds");
    within(attempts, 10, "attempts");
    within(waitMinutes, 7 * 24 * 60, "wait_minutes");
    within(instanceMegabytes, 1024, "instance_megabytes");
  }

  /** An archive that needs no credentials, and otherwise as when all keys are absent. */
  public static DicomWebSettings of(String url) {
    return new DicomWebSettings(
        url, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The same with files below a folder, unless their paths are absolute. */
  public DicomWebSettings under(Path folder) {
    return new DicomWebSettings(
        url,
        below(folder, tokenFile),
        user,
        below(folder, passwordFile),
        below(folder, clientKeyFile),
        below(folder, clientChainFile),
        below(folder, trustFile),
        allowPlainHttp,
        pageSize,
        requestSeconds,
        attempts,
        waitMinutes,
        instanceMegabytes,
        studies);
  }

  /** The service root without a slash at its end. */
  public URI base() {
    return address(url);
  }

  /** Results asked for at once. */
  public int page() {
    return pageSize == null ? 200 : pageSize;
  }

  /** Which studies. */
  public StudyFilter filter() {
    return studies == null ? StudyFilter.ALL : studies;
  }

  /** Time for one request. */
  Duration requestTime() {
    return Duration.ofSeconds(requestSeconds == null ? 60 : requestSeconds);
  }

  /** Largest body of an instance. */
  int instanceBytes() {
    return (instanceMegabytes == null ? 288 : instanceMegabytes) * (1 << 20) - 1;
  }

  RetryRule retries() {
    return RetryRule.of(
        attempts == null ? 3 : attempts,
        Duration.ofMinutes(waitMinutes == null ? 720 : waitMinutes));
  }

  private static @Nullable Path below(Path folder, @Nullable Path file) {
    return file == null ? null : folder.resolve(file);
  }

  private static URI address(@Nullable String url) {
    String problem =
        "url must be the archive's DICOMweb root, such as https://pacs.example/dicom-web.";
    if (url == null) {
      throw new IllegalArgumentException(problem);
    }
    try {
      URI uri = URI.create(url.replaceAll("/+$", ""));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      require(
          (scheme.equals("https") || scheme.equals("http"))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null,
          problem);
      return URI.create(scheme + uri.toString().substring(scheme.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Names are not looked up, save {@code localhost}: a name can point elsewhere tomorrow. */
  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void within(@Nullable Integer value, int most, String key) {
    require(value == null || (value >= 1 && value <= most), key + " must be 1 to " + most + ".");
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Names no file and no user. */
  @Override
  public String toString() {
    return "DicomWebSettings";
  }
}
