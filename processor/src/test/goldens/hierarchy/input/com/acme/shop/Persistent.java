package com.acme.shop;

import java.time.Instant;

abstract class Persistent {
    private long id;
    private Instant createdAt;
}
