package org.fedval.agent.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one part of a {@code multipart/related} body (RFC 2387, RFC 2046 section 5.1.1) that holds a
 * DICOM object. A body of the type {@code application/dicom} itself is taken as it is, as some
 * archives send it.
 */
final class MultipartRelated {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))",
          Pattern.CASE_INSENSITIVE);
  private static final int HEADER_BYTES = 16 * 1024;
  private static final String DICOM = "application/dicom";

  private MultipartRelated() {}

  /**
   * The bytes of the first part.
   *
   * @throws ArchiveRefusal when the type is another one, a delimiter is missing, so that the body
   *     was cut short, or the part is no DICOM
   */
  static byte[] dicom(String contentType, byte[] body) throws ArchiveRefusal {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    if (isDicom(type)) {
      return body;
    }
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!type.startsWith("multipart/related") || !boundary.find()) {
      throw new ArchiveRefusal("The archive sent something other than a DICOM object.");
    }
    String name = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    byte[] delimiter = ("--" + name).getBytes(StandardCharsets.ISO_8859_1);
    int open = indexOf(body, delimiter, 0, body.length);
    int headers = open < 0 ? -1 : endOfLine(body, open + delimiter.length);
    int start = headers < 0 ? -1 : endOfHeaders(body, headers);
    byte[] closing = ("\r\n--" + name).getBytes(StandardCharsets.ISO_8859_1);
    int end = start < 0 ? -1 : indexOf(body, closing, start, body.length);
    if (end < 0) {
      throw new ArchiveRefusal("The archive's answer is cut short.");
    }
    String partType = partType(new String(body, headers, start - headers, StandardCharsets.UTF_8));
    if (!partType.isEmpty() && !isDicom(partType)) {
      throw new ArchiveRefusal("The archive sent something other than a DICOM object.");
    }
    return Arrays.copyOfRange(body, start, end);
  }

  private static boolean isDicom(String type) {
    return type.equals(DICOM) || type.startsWith(DICOM + ";") || type.startsWith(DICOM + " ");
  }

  private static String partType(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  /** The first byte after the line break that ends the delimiter's line; -1 without one. */
  private static int endOfLine(byte[] body, int from) {
    int end = indexOf(body, new byte[] {'\r', '\n'}, from, Math.min(body.length, from + 256));
    return end < 0 ? -1 : end + 2;
  }

  /** The first byte of the content; -1 without an empty line. */
  private static int endOfHeaders(byte[] body, int from) {
    if (from + 1 < body.length && body[from] == '\r' && body[from + 1] == '\n') {
      return from + 2;
    }
    int end =
        indexOf(
            body,
            new byte[] {'\r', '\n', '\r', '\n'},
            from,
            Math.min(body.length, from + HEADER_BYTES));
    return end < 0 ? -1 : end + 4;
  }

  private static int indexOf(byte[] body, byte[] wanted, int from, int to) {
    for (int at = from; at <= to - wanted.length; at++) {
      int i = 0;
      while (i < wanted.length && body[at + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return at;
      }
    }
    return -1;
  }
}
