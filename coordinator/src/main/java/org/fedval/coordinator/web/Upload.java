package org.fedval.coordinator.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.MultiPart;
import org.fedval.coordinator.access.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * An action that takes one file of a form, as a stream. Only routes with such an action take a form
 * with files; the form's first field is its token, which is checked before the file is looked at.
 */
public final class Upload implements Action {
  private static final int MAX_TOKEN_BYTES = 256;

  private final long limitBytes;
  private final Taker taker;

  /**
   * An action.
   *
   * @param limitBytes of the whole request
   */
  public Upload(long limitBytes, Taker taker) {
    this.limitBytes = limitBytes;
    this.taker = taker;
  }

  /** Reads the file and answers; it need not read to the end. */
  @FunctionalInterface
  public interface Taker {
    void take(Context request, Visitor visitor, InputStream file) throws Exception;
  }

  @Override
  public void answer(Context request, @Nullable Visitor visitor) throws Exception {
    if (visitor == null) {
      throw Problem.notSignedIn();
    }
    if (request.req().getContentLengthLong() > limitBytes) {
      throw tooLarge(limitBytes);
    }
    String type = request.contentType();
    String boundary = type == null ? null : MultiPart.extractBoundary(type);
    if (!Gate.isForm(type) || boundary == null) {
      throw Problem.badRequest("NO_FILE", "Choose a file first.");
    }
    try (MultipartStream parts =
        new MultipartStream(request.req().getInputStream(), boundary, limitBytes)) {
      requireToken(request, visitor, parts);
      if (!parts.next()) {
        throw Problem.badRequest("NO_FILE", "Choose a file first.");
      }
      taker.take(request, visitor, parts.content());
      parts.drain();
    } catch (MultipartStream.Malformed e) {
      throw Problem.badRequest("MALFORMED", "The upload was cut off or changed; send it again.");
    }
  }

  private static void requireToken(Context request, Visitor visitor, MultipartStream parts)
      throws IOException {
    String token = visitor.antiForgeryToken();
    if (token == null || AntiForgery.same(token, request.header(AntiForgery.HEADER))) {
      if (parts.next() && !parts.name().equals(AntiForgery.FIELD)) {
        parts.again();
      }
      return;
    }
    boolean ours =
        parts.next()
            && parts.name().equals(AntiForgery.FIELD)
            && AntiForgery.same(
                token,
                new String(parts.content().readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8));
    if (!ours) {
      throw Problem.forged();
    }
  }

  static Problem tooLarge(long limitBytes) {
    return Problem.tooLarge(
        "The file is larger than %d MiB; the coordinator's operator can raise web.max_upload_mib."
            .formatted(limitBytes >> 20));
  }
}
