package org.fedval.coordinator.study;

import java.util.List;

/**
 * What people outside the hospitals see of a running study: state, and each site's phase in words.
 *
 * @param sentence what happens now; for ABORTED the reason
 */
public record StudyView(StudyState state, String sentence, List<SiteView> sites) {
  public StudyView {
    sites = List.copyOf(sites);
  }

  /** One site's phase; never a count, rate or percentage. */
  public record SiteView(String siteId, String phase) {}
}
