package org.fedval.agent.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.fedval.agent.dicom.Tag;

/**
 * Lists the UIDs of one level by QIDO-RS (PS3.18 section 8.3.4), page by page, and sorts them, for
 * the standard promises no order. A short page is not taken for the last one, because archives cap
 * {@code limit}; the end is an empty page, or a page that was seen before, as an archive gives it
 * that ignores {@code offset}. From such an archive a page that is exactly as long as was asked for
 * may hide more; then a larger one is asked for, and if that is no longer, the list is refused
 * rather than cut short.
 */
final class QidoListing {
  /** DICOM JSON, which every archive of PS3.18 offers. */
  static final String JSON = "application/dicom+json";

  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
  private static final int PAGE_BYTES = 32 << 20;
  private static final int MOST_UIDS = 5_000_000;
  private static final String INCOMPLETE =
      "The archive ignores the offset of a list and may hold more than it lists; set another"
          + " page_size, or narrow the list by dates.";

  private final Archive archive;
  private final int pageSize;

  QidoListing(Archive archive, int pageSize) {
    this.archive = archive;
    this.pageSize = pageSize;
  }

  /**
   * All UIDs of a level.
   *
   * @param path below the service root, such as {@code /studies}
   * @param query matching keys with their values
   * @param uid the level's own UID attribute
   * @param keep which results are wanted
   * @throws ArchiveRefusal when the list cannot be had, or may be incomplete
   */
  SortedSet<String> uids(String path, Map<String, String> query, Tag uid, Predicate<JsonNode> keep)
      throws ArchiveRefusal {
    return new Pages(path, query, uid, keep).all();
  }

  private final class Pages {
    private final String path;
    private final Map<String, String> query;
    private final Tag uid;
    private final Predicate<JsonNode> keep;
    private final Set<String> seen = new HashSet<>();
    private final SortedSet<String> kept = new TreeSet<>();

    Pages(String path, Map<String, String> query, Tag uid, Predicate<JsonNode> keep) {
      this.path = path;
      this.query = query;
      this.uid = uid;
      this.keep = keep;
    }

    SortedSet<String> all() throws ArchiveRefusal {
      int offset = 0;
      while (seen.size() <= MOST_UIDS) {
        List<JsonNode> page = page(pageSize, offset);
        if (page.isEmpty()) {
          return kept;
        }
        if (!take(page)) {
          requireWhole(page.size());
          return kept;
        }
        offset += page.size();
      }
      throw new ArchiveRefusal("The archive's list does not end; narrow it by dates.");
    }

    /** The archive repeats itself: whatever was asked for, this page is all that it lists. */
    private void requireWhole(int size) throws ArchiveRefusal {
      if (size != pageSize) {
        return;
      }
      List<JsonNode> larger = page(Math.multiplyExact(pageSize, 20), 0);
      if (larger.size() <= size || larger.size() == pageSize * 20) {
        throw new ArchiveRefusal(INCOMPLETE);
      }
      boolean unused = take(larger);
    }

    /** Whether the page held anything new. */
    private boolean take(List<JsonNode> page) throws ArchiveRefusal {
      boolean fresh = false;
      for (JsonNode row : page) {
        String own = DicomJson.text(row, uid).orElse("");
        if (!UID.matcher(own).matches()) {
          throw new ArchiveRefusal("The archive's list has an entry without a usable UID.");
        }
        fresh |= seen.add(own);
        if (keep.test(row)) {
          kept.add(own);
        }
      }
      return fresh;
    }

    private List<JsonNode> page(int limit, int offset) throws ArchiveRefusal {
      Map<String, String> all = new TreeMap<>(query);
      all.put("limit", Integer.toString(limit));
      all.put("offset", Integer.toString(offset));
      StringBuilder address = new StringBuilder(path);
      char separator = '?';
      for (Map.Entry<String, String> key : all.entrySet()) {
        address.append(separator).append(key.getKey()).append('=').append(encoded(key.getValue()));
        separator = '&';
      }
      ArchiveHttp.Reply reply = archive.get(address.toString(), JSON, PAGE_BYTES);
      return DicomJson.objects(reply.body());
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
