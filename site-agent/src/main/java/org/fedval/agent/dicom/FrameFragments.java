package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.dicom.PixelData.Fragment;

/**
 * Which fragments make which frame (PS3.5 annex A.4). One frame has all of them, and as many
 * fragments as frames are one each, whatever an offset table says. Otherwise the Basic Offset Table
 * decides, then the Extended one (PS3.3 section C.7.6.3.1.8), and where both are missing or point
 * elsewhere than to fragments, the codestreams' own starts.
 */
final class FrameFragments {
  private static final int ITEM_HEADER_BYTES = 8;
  private static final int START_BYTES = 4;

  private FrameFragments() {}

  /** A list for every frame, none of them empty. */
  static List<List<Fragment>> of(PixelData.Encapsulated data, int frames, DataSet dataSet)
      throws DicomFault {
    List<Fragment> fragments = data.fragments();
    if (fragments.size() < frames) {
      throw DicomFault.pixels("There are fewer fragments than frames.").at(Tag.PIXEL_DATA);
    }
    if (frames == 1) {
      return List.of(fragments);
    }
    if (fragments.size() == frames) {
      return fragments.stream().map(List::of).toList();
    }
    for (long[] offsets : List.of(words(data.offsetTable(), 4), words(extendedTable(dataSet), 8))) {
      List<Integer> starts = startsAt(offsets, fragments);
      if (starts.size() == frames) {
        return parts(fragments, starts);
      }
    }
    List<Integer> starts = codestreamStarts(data);
    if (starts.size() != frames || starts.get(0) != 0) {
      throw DicomFault.pixels("It cannot be told which fragments belong to which frame.")
          .at(Tag.PIXEL_DATA);
    }
    return parts(fragments, starts);
  }

  private static byte[] extendedTable(DataSet dataSet) {
    return dataSet.element(Tag.EXTENDED_OFFSET_TABLE).orElse(null) instanceof Element.Bytes table
        ? table.bytes()
        : new byte[0];
  }

  private static long[] words(byte[] table, int width) {
    ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    long[] words = new long[table.length / width];
    for (int i = 0; i < words.length; i++) {
      words[i] = width == 4 ? bytes.getInt() & 0xFFFFFFFFL : bytes.getLong();
    }
    return words;
  }

  /** The fragments at these offsets, from the first item on; none when one is not a fragment. */
  private static List<Integer> startsAt(long[] offsets, List<Fragment> fragments) {
    long origin = fragments.get(0).position();
    Map<Long, Integer> indexByOffset = new HashMap<>();
    for (int i = 0; i < fragments.size(); i++) {
      indexByOffset.put(fragments.get(i).position() - origin, i);
    }
    List<Integer> starts = new ArrayList<>();
    int last = -1;
    for (long offset : offsets) {
      Integer index = indexByOffset.get(offset);
      if (index == null || index <= last || last < 0 && index != 0) {
        return List.of();
      }
      last = index;
      starts.add(index);
    }
    return starts;
  }

  /** The fragments that begin like a JPEG, JPEG-LS or JPEG 2000 codestream, or like a JP2 file. */
  private static List<Integer> codestreamStarts(PixelData.Encapsulated data) throws DicomFault {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < data.fragments().size(); i++) {
      Fragment fragment = data.fragments().get(i);
      if (fragment.length() >= START_BYTES) {
        byte[] head = data.source().read(fragment.position(), START_BYTES);
        int word = ByteBuffer.wrap(head).getInt();
        if (word >>> 8 == 0xFFD8FF || word == 0xFF4FFF51 || word == 0x0000000C) {
          starts.add(i);
        }
      }
    }
    return starts;
  }

  private static List<List<Fragment>> parts(List<Fragment> fragments, List<Integer> starts) {
    List<List<Fragment>> parts = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : fragments.size();
      parts.add(fragments.subList(starts.get(i), end));
    }
    return parts;
  }

  /** One frame's bytes; the fragments lie one behind the other. */
  static byte[] joined(ByteSource source, List<Fragment> fragments, int limit) throws DicomFault {
    long start = fragments.get(0).position();
    long length = fragments.get(fragments.size() - 1).end() - start;
    if (length > limit + (long) fragments.size() * ITEM_HEADER_BYTES) {
      throw DicomFault.pixels("A coded frame is larger than this version decodes.")
          .at(Tag.PIXEL_DATA)
          .length(length);
    }
    byte[] range = source.read(start, Math.toIntExact(length));
    if (fragments.size() == 1) {
      return range;
    }
    long total = fragments.stream().mapToLong(Fragment::length).sum();
    byte[] joined = new byte[Math.toIntExact(total)];
    int at = 0;
    for (Fragment fragment : fragments) {
      System.arraycopy(range, (int) (fragment.position() - start), joined, at, fragment.length());
      at += fragment.length();
    }
    return joined;
  }
}
