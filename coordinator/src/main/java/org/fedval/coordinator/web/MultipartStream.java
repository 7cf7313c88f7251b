package org.fedval.coordinator.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/**
 * The parts of a form with files, one after the other, read no faster than they are asked for.
 * Keeps one piece of 64 KiB in memory, and no file.
 */
final class MultipartStream implements AutoCloseable {
  private static final int PIECE_BYTES = 64 * 1024;
  private static final int MAX_PARTS = 8;

  private final InputStream in;
  private final MultiPart.Parser parser;
  private final long limitBytes;
  private final Deque<Event> events = new ArrayDeque<>();
  private String name = "";
  private long received;
  private boolean ended;
  private boolean repeat;

  MultipartStream(InputStream in, String boundary, long limitBytes) {
    this.in = in;
    this.limitBytes = limitBytes;
    this.parser = new MultiPart.Parser(boundary, new Listener());
    parser.setMaxParts(MAX_PARTS);
  }

  /** The form is not one. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The begin of a part, a piece of it, or its end. */
  private sealed interface Event {
    record Begin(String name) implements Event {}

    @SuppressWarnings("ArrayRecordComponent")
    record Piece(byte[] data) implements Event {}

    record End() implements Event {}
  }

  /** Goes to the next part; false when there is none. */
  boolean next() throws IOException {
    if (repeat) {
      repeat = false;
      return true;
    }
    while (true) {
      Event event = event();
      if (event == null) {
        return false;
      }
      if (event instanceof Event.Begin begin) {
        name = begin.name();
        return true;
      }
    }
  }

  /** The next {@link #next} stays at this part, of which nothing was read. */
  void again() {
    repeat = true;
  }

  /** The part's name in the form; empty if it has none. */
  String name() {
    return name;
  }

  /** The part's bytes. */
  InputStream content() {
    return new Body();
  }

  /** Reads what nobody wanted, so that the sender hears the answer. */
  void drain() throws IOException {
    while (event() != null) {
      // Thrown away.
    }
  }

  /** Null at the end of the form. */
  private @org.jspecify.annotations.Nullable Event event() throws IOException {
    while (events.isEmpty() && !ended) {
      byte[] piece = in.readNBytes(PIECE_BYTES);
      received += piece.length;
      if (received > limitBytes) {
        throw Upload.tooLarge(limitBytes);
      }
      boolean last = piece.length < PIECE_BYTES;
      parser.parse(Content.Chunk.from(ByteBuffer.wrap(piece), last));
      if (last && !ended) {
        throw new Malformed();
      }
    }
    return events.poll();
  }

  @Override
  public void close() {
    events.clear();
  }

  private final class Listener implements MultiPart.Parser.Listener {
    private String header = "";

    @Override
    public void onPartHeader(String key, String value) {
      if (key.equalsIgnoreCase("content-disposition")) {
        header = value;
      }
    }

    @Override
    public void onPartHeaders() {
      events.add(new Event.Begin(nameIn(header)));
      header = "";
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer bytes = chunk.getByteBuffer();
      byte[] data = new byte[bytes.remaining()];
      bytes.get(data);
      if (data.length > 0) {
        events.add(new Event.Piece(data));
      }
    }

    @Override
    public void onPartEnd() {
      events.add(new Event.End());
    }

    @Override
    public void onComplete() {
      ended = true;
    }

    private static String nameIn(String disposition) {
      for (String parameter : disposition.split(";", MAX_PARTS)) {
        String text = parameter.strip();
        if (text.startsWith("name=\"") && text.endsWith("\"")) {
          return text.substring(6, text.length() - 1);
        }
      }
      return "";
    }
  }

  private final class Body extends InputStream {
    private byte[] data = {};
    private int at;
    private boolean over;

    @Override
    public int read() throws IOException {
      return fill() ? data[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int taken = Math.min(length, data.length - at);
      System.arraycopy(data, at, to, offset, taken);
      at += taken;
      return taken;
    }

    private boolean fill() throws IOException {
      while (at == data.length && !over) {
        Event event = event();
        if (event instanceof Event.Piece piece) {
          data = piece.data();
          at = 0;
        } else if (event instanceof Event.End) {
          over = true;
        } else {
          throw new Malformed();
        }
      }
      return at < data.length;
    }
  }
}
