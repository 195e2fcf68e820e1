-- A UUIDv7 on every supported server: PostgreSQL 18 has its own, older ones get the same bits from random ones.
-- The timestamp overwrites the first 48 bits; bits 52 and 53 turn version 4 (0100) into version 7 (0111).
do $do$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as 'select uuidv7()';
  else
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as $fn$
        select encode(
          set_bit(
            set_bit(
              overlay(
                uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                from 1 for 6),
              52, 1),
            53, 1),
          'hex')::uuid
      $fn$;
  end if;
end
$do$;
