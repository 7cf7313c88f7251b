package org.fedval.coordinator.site;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What software the attached agents say they run, for the report. Thread-safe. */
public final class AgentVersions {
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9 .,+_-]{1,64}");

  private final Map<String, String> bySite = new ConcurrentHashMap<>();

  /** An agent attached; a text of any other form is kept out. */
  public void attached(String siteId, String version) {
    if (isShown(version)) {
      bySite.put(siteId, version);
    } else {
      bySite.remove(siteId);
    }
  }

  /** Whether a text looks like a version, so that people may see it. */
  static boolean isShown(String version) {
    return SHOWN.matcher(version).matches();
  }

  /** The different versions among these sites, without saying which site has which. */
  public String among(Collection<String> siteIds) {
    String versions =
        siteIds.stream()
            .map(bySite::get)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return versions.isEmpty() ? "not told" : versions;
  }
}
