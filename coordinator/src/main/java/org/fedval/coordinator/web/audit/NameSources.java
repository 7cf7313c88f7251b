package org.fedval.coordinator.web.audit;

import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.StudyRepository;

/** Where the names of digests come from, and who may see them. */
public record NameSources(
    StudyRepository studies,
    SessionBodyRepository sessions,
    RosterRepository rosters,
    SiteRepository sites,
    StudyVisibility visibility) {}
