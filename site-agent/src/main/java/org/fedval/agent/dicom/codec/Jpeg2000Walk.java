package org.fedval.agent.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over a codestream's main header and tile-parts (T.800 annex A) and writes them anew with
 * all that a decoder can do without left out and every length and count filled in, so that the
 * library meets no truncated, overlapping or missing tile-part.
 */
final class Jpeg2000Walk {
  private static final int START = 0x4F;
  private static final int CAPABILITIES = 0x50;
  private static final int SIZE = 0x51;
  private static final int CODING_STYLE = 0x52;
  private static final int COMPONENT_CODING_STYLE = 0x53;
  private static final int TILE_PART_LENGTHS = 0x55;
  private static final int PACKET_LENGTHS = 0x57;
  private static final int TILE_PACKET_LENGTHS = 0x58;
  private static final int QUANTIZATION = 0x5C;
  private static final int COMPONENT_QUANTIZATION = 0x5D;
  private static final int REGION = 0x5E;
  private static final int PROGRESSION = 0x5F;
  private static final int PACKED_HEADERS = 0x60;
  private static final int TILE_PACKED_HEADERS = 0x61;
  private static final int REGISTRATION = 0x63;
  private static final int COMMENT = 0x64;
  private static final int START_OF_TILE_PART = 0x90;
  private static final int START_OF_DATA = 0x93;
  private static final int END = 0xD9;

  private record TilePart(int tile, List<byte[]> header, int from, int to) {
    int length() {
      return 14 + header.stream().mapToInt(segment -> segment.length).sum() + to - from;
    }
  }

  private final byte[] bytes;
  private final Codestream stream;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<TilePart> parts = new ArrayList<>();
  private final Jpeg2000CodingStyle style;

  private Jpeg2000Walk(byte[] bytes) throws CodecException {
    this.bytes = bytes;
    stream = new Codestream(bytes);
    style = new Jpeg2000CodingStyle(bytes.length);
    stream.moveTo(Jpeg2000Box.codestream(bytes));
  }

  /**
   * A codestream without truncation, as the library shall meet it.
   *
   * @param tileEnds by tile, where its last tile-part ends in {@code bytes}
   */
  record Clean(byte[] bytes, Jpeg2000Size size, int[] tileEnds) {}

  static Clean clean(byte[] bytes, FrameShape shape) throws CodecException {
    Jpeg2000Walk walk = new Jpeg2000Walk(bytes);
    Jpeg2000Size size = walk.mainHeader(shape);
    walk.tileParts(size);
    int[] ends = walk.writeTileParts(size);
    return new Clean(walk.out.toByteArray(), size, ends);
  }

  private Jpeg2000Size mainHeader(FrameShape shape) throws CodecException {
    if (stream.remaining() < 2 || stream.marker() != START || stream.marker() != SIZE) {
      throw new CodecException("The pixel data is not a JPEG 2000 codestream.");
    }
    int from = stream.position() - 2;
    Jpeg2000Size size = Jpeg2000Size.read(stream.segment(), shape);
    out.write(0xFF);
    out.write(START);
    out.write(bytes, from, stream.position() - from);
    boolean styled = false;
    boolean quantized = false;
    while (true) {
      from = stream.position();
      int marker = stream.marker();
      if (marker == START_OF_TILE_PART) {
        stream.moveTo(from);
        break;
      }
      Codestream segment = stream.segment();
      switch (marker) {
        case CAPABILITIES -> throw new CodecException("High-throughput JPEG 2000 is not decoded.");
        case CODING_STYLE -> {
          if (styled) {
            throw new CodecException("The codestream has more than one coding style.");
          }
          styled = true;
          style.check(segment, size);
        }
        case COMPONENT_CODING_STYLE -> style.checkComponent(segment, size);
        case QUANTIZATION -> quantized = true;
        default -> {}
      }
      if (!dispensable(marker)) {
        out.write(bytes, from, stream.position() - from);
      }
    }
    if (!styled || !quantized) {
      throw new CodecException("The codestream's main header is not whole.");
    }
    style.startTiles();
    return size;
  }

  private static boolean dispensable(int marker) throws CodecException {
    return switch (marker) {
      case CODING_STYLE,
          COMPONENT_CODING_STYLE,
          REGION,
          QUANTIZATION,
          COMPONENT_QUANTIZATION,
          PROGRESSION ->
          false;
      case TILE_PART_LENGTHS, PACKET_LENGTHS, TILE_PACKET_LENGTHS, REGISTRATION, COMMENT -> true;
      // The library reads on for ever behind the end of these.
      case PACKED_HEADERS, TILE_PACKED_HEADERS ->
          throw new CodecException("Packed packet headers of JPEG 2000 are not decoded.");
      default -> throw new CodecException("The codestream holds an unknown marker segment.");
    };
  }

  private void tileParts(Jpeg2000Size size) throws CodecException {
    while (stream.remaining() >= 2) {
      int from = stream.position();
      int marker = stream.marker();
      if (marker == END) {
        break;
      }
      if (marker != START_OF_TILE_PART) {
        throw new CodecException("The codestream holds data where a tile-part must be.");
      }
      Codestream segment = stream.segment();
      int tile = segment.u16();
      long length = (long) segment.u16() << 16 | segment.u16();
      if (tile >= size.tiles()) {
        throw new CodecException("The codestream has a tile that its image does not have.");
      }
      int to = length == 0 ? lastEnd() : (int) Math.min(Integer.MAX_VALUE, from + length);
      if (to > bytes.length || to < stream.position()) {
        throw new CodecException("The codestream ends before the image is whole.");
      }
      parts.add(tilePart(size, tile, to));
      stream.moveTo(to);
    }
  }

  /** Where a last tile-part without a length ends: before the last end marker. */
  private int lastEnd() throws CodecException {
    for (int end = bytes.length - 2; end > stream.position(); end--) {
      if ((bytes[end] & 0xFF) == 0xFF && (bytes[end + 1] & 0xFF) == END) {
        return end;
      }
    }
    throw new CodecException("The codestream ends before the image is whole.");
  }

  private TilePart tilePart(Jpeg2000Size size, int tile, int to) throws CodecException {
    List<byte[]> header = new ArrayList<>();
    while (true) {
      int from = stream.position();
      int marker = stream.marker();
      if (marker == START_OF_DATA) {
        break;
      }
      Codestream segment = stream.segment();
      switch (marker) {
        case CODING_STYLE -> style.check(segment, size.tile(tile));
        case COMPONENT_CODING_STYLE -> style.checkComponent(segment, size.tile(tile));
        default -> {}
      }
      if (!dispensable(marker)) {
        header.add(java.util.Arrays.copyOfRange(bytes, from, stream.position()));
      }
    }
    if (stream.position() > to) {
      throw new CodecException("A tile-part of the codestream is shorter than its header.");
    }
    return new TilePart(tile, header, stream.position(), to);
  }

  private int[] writeTileParts(Jpeg2000Size size) throws CodecException {
    int[] counts = new int[size.tiles()];
    for (TilePart part : parts) {
      counts[part.tile]++;
    }
    int[] written = new int[size.tiles()];
    int[] ends = new int[size.tiles()];
    for (TilePart part : parts) {
      if (counts[part.tile] > 255) {
        throw new CodecException("A tile of the codestream has too many parts.");
      }
      write16(0xFF00 | START_OF_TILE_PART);
      write16(10);
      write16(part.tile);
      write16(part.length() >> 16);
      write16(part.length());
      out.write(written[part.tile]++);
      out.write(counts[part.tile]);
      part.header.forEach(out::writeBytes);
      write16(0xFF00 | START_OF_DATA);
      out.write(bytes, part.from, part.to - part.from);
      ends[part.tile] = out.size();
    }
    for (int count : counts) {
      if (count == 0) {
        throw new CodecException("A tile of the codestream is missing.");
      }
    }
    write16(0xFF00 | END);
    return ends;
  }

  private void write16(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
